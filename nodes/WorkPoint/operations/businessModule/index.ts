import { get } from './get';
import { getActions } from './getActions';
import { getAll } from './getAll';
import { getFields } from './getFields';
import { getMergeFields } from './getMergeFields';
import { getStages } from './getStages';
import { getTriggers } from './getTriggers';
import type { Resource } from '../operation';

export const businessModule: Resource = {
	value: 'businessModule',
	name: 'Business Module',
	description: 'Companies, Projects, Cases and other modules of the site',
	operations: [getAll, get, getActions, getFields, getMergeFields, getStages, getTriggers],
};
