import { getActions } from './getActions';
import { getAll } from './getAll';
import { getTriggers } from './getTriggers';
import type { Resource } from '../operation';

export const businessModule: Resource = {
	value: 'businessModule',
	name: 'Business Module',
	description: 'Companies, Projects, Cases and other modules of the site',
	operations: [getAll, getActions, getTriggers],
};
