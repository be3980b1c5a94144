import { get } from './get';
import { getActions } from './getActions';
import { getAll } from './getAll';
import { getFields } from './getFields';
import { getMergeFields } from './getMergeFields';
import { getStages } from './getStages';
import { getTriggers } from './getTriggers';
import { synchronizeFromMasterSite } from './synchronizeFromMasterSite';

export const businessModule = {
	description: 'Companies, Projects, Cases and other modules of the site',
	operations: {
		getAll,
		get,
		getFields,
		getStages,
		getTriggers,
		getActions,
		getMergeFields,
		synchronizeFromMasterSite,
	},
};
