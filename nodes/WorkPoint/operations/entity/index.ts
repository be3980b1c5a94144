import { changeStage } from './changeStage';
import { changeStageAndSetFields } from './changeStageAndSetFields';
import { copy } from './copy';
import { create } from './create';
import { executeAction } from './executeAction';
import { move } from './move';
import { update } from './update';
import type { Resource } from '../operation';

export const entity: Resource = {
	value: 'entity',
	name: 'Entity',
	description: 'What a business module holds: one company, one project, one case',
	operations: [create, changeStage, changeStageAndSetFields, copy, executeAction, move, update],
};
