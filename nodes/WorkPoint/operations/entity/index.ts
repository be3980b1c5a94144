import { aggregate } from './aggregate';
import { changeStage } from './changeStage';
import { changeStageAndSetFields } from './changeStageAndSetFields';
import { changeStageOfMany } from './changeStageOfMany';
import { connectToSite } from './connectToSite';
import { copy } from './copy';
import { copyPermissions } from './copyPermissions';
import { create } from './create';
import { createSite } from './createSite';
import { remove } from './delete';
import { executeAction } from './executeAction';
import { exists } from './exists';
import { findByEmail } from './findByEmail';
import { get } from './get';
import { getAll } from './getAll';
import { move } from './move';
import { synchronizeFromMasterSite } from './synchronizeFromMasterSite';
import { synchronizeSecurity } from './synchronizeSecurity';
import { update } from './update';
import { upsert } from './upsert';

export const entity = {
	description: 'Items of a business module, such as companies, projects or cases',
	operations: {
		getAll,
		get,
		create,
		update,
		upsert,
		findByEmail,
		changeStage,
		changeStageAndSetFields,
		changeStageOfMany,
		executeAction,
		exists,
		delete: remove,
		copy,
		move,
		createSite,
		connectToSite,
		copyPermissions,
		synchronizeFromMasterSite,
		synchronizeSecurity,
		aggregate,
	},
};
