import type { IDataObject } from 'n8n-workflow';

import { serviceErrors } from '../serviceErrors';
import { isObject } from '../../../api/json';
import { call, type Schemas } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { stage, stageDetails, stageModelId } from '../../../concepts/stage';
import { fieldsAsJson } from '../../../parameters/jsonInput';
import { itemNumber } from '../../../parameters/number';
import { options } from '../../../parameters/options';
import { operation } from '../operation';

/** Which of these members identifies the entity of an entry is not published. */
const idMembers = ['ID', 'Id', 'EntityId', 'EntityID', 'EntityItemId', 'ItemId'];

/**
 * The entry of the answer for one entity; undefined without one. The form is not published (C, contract:
 * unpublishedAnswers): a list, or a list in `Result`, as the processes of WorkPoint 4 have it.
 */
function entryOf(answer: unknown, entityId: number): IDataObject | undefined {
	const entries: unknown = isObject(answer) ? answer.Result : answer;
	return (Array.isArray(entries) ? entries : [])
		.filter(isObject)
		.find((entry) => idMembers.some((name) => itemNumber(entry[name]) === entityId));
}

function outcomeOf(answer: unknown, entityId: number): IDataObject {
	const own = entryOf(answer, entityId);
	if (own !== undefined) return own;
	return answer === undefined || answer === null ? {} : { Answer: answer as IDataObject };
}

export const changeStageOfMany = operation({
	name: 'Change Stage of Many',
	action: 'Change stage of many entities',
	description:
		'Move the entities of all items to another stage, up to 100 in one call. Requires WorkPoint 4; its answer is undocumented.',
	parameters: { ...oneEntity, stage, stageModelId },
	additionalFields: {
		fieldsOfAll: fieldsAsJson({
			description: 'The values for all entities, as one JSON object by internal field name',
			example: '{ "Budget": 250000 }',
		}),
		runProcessAs: options<Schemas['RunProcessAs']>({
			description: 'The time of the change: before or after WorkPoint answers',
			labels: { Asynchronous: 'In the Background', Synchronous: 'Before the Answer' },
			default: 'Synchronous',
		}),
		subStageTermId: stageDetails.subStageTermId,
	},
	orderKeys: entityOrderKeys,
	batch: {
		key: (values) => JSON.stringify({ ...values, entity: undefined }),
		size: 100,
		request: (all) => {
			const [values] = all;
			const entityIds = [...new Set(all.map(({ entity }) => entity))];
			return call('POST /api/Entity/BatchChangeStage', {
				body: {
					BusinessModuleId: values.businessModule,
					Entities: entityIds.map((ID) => ({ ID })),
					StageModelId: values.stageModelId,
					StageId: values.stage,
					SubStageTermId: values.subStageTermId,
					FieldValues: values.fieldsOfAll,
					RunProcessAs: values.runProcessAs ?? 'Synchronous',
				},
			});
		},
		output: (answer, { businessModule, entity, stage }) => {
			const ids = { EntityId: entity, BusinessModuleId: businessModule, StageId: stage };
			return [{ json: { ...outcomeOf(answer, entity), ...ids } }];
		},
		serviceErrors: (answer) => {
			if (answer === false) return serviceErrors({ Ok: false });
			return serviceErrors(answer);
		},
		itemErrors: (answer, { entity }) => serviceErrors(entryOf(answer, entity)),
	},
});
