import type { Request } from 'express';

import { refusal } from './errors';
import { checkFieldValues, entityFieldSchema } from './fields';
import type { Handlers } from './handlers';
import type { TriggerSeed } from './seed';
import type { Entity, Module, State } from './state';

/** Tells the webhooks what happened to an entity. */
export type Happened = (event: TriggerSeed['event'], module: Module, entity: Entity) => void;

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** What stands against entering a stage, by the kind that can be overridden. */
function constraints(entity: Entity, stageSeed: Module['stages'][number]) {
	const missing = (name: string | undefined) => name !== undefined && isEmpty(entity.values[name]);
	return {
		required: (stageSeed.requiredFields ?? []).filter(missing),
		warnings: missing(stageSeed.warnsWithout)
			? [`${stageSeed.warnsWithout} should have a value`]
			: [],
		errors: missing(stageSeed.failsWithout) ? [`${stageSeed.failsWithout} must have a value`] : [],
	};
}

function changeStage(
	state: State,
	happened: Happened,
	change: {
		module: Module;
		entityId: number;
		stageId: string;
		overrides: string;
		overrideRequired: boolean;
		values: Record<string, unknown>;
	},
): boolean {
	const { module, overrides } = change;
	const entity = state.entity(module, change.entityId);
	const stage = state.stage(module, change.stageId);
	checkFieldValues(module.fields, change.values);
	const target = { ...entity, values: { ...entity.values, ...change.values } };
	const { required, warnings, errors } = constraints(target, stage);
	if (required.length > 0 && !change.overrideRequired) {
		throw refusal(`The stage ${stage.title} requires values in: ${required.join(', ')}.`);
	}
	if (warnings.length > 0 && !/Warnings/.test(overrides)) {
		throw refusal(`The stage cannot be changed because of warnings: ${warnings.join(', ')}.`);
	}
	if (errors.length > 0 && !/Errors/.test(overrides)) {
		throw refusal(`The stage cannot be changed because of errors: ${errors.join(', ')}.`);
	}
	Object.assign(entity, { values: target.values, stageId: stage.id });
	happened('stageChanged', module, entity);
	return true;
}

function moduleAnswer(module: Module) {
	return {
		Id: module.id,
		Title: module.title,
		EntityName: module.entityName,
		Template: 100,
		Category: 0,
		Parent: null,
		ParentRelationName: null,
		SitesEnabled: true,
		IconUrl: null,
		EnableEMMIntegration: false,
		ListUrl: module.listUrl,
		StageSettings: {
			Enabled: module.stages.length > 0,
			MappingField: null,
			Stages: module.stages.map(({ id, title, type }, i) => ({
				Title: title,
				Type: type,
				Sorting: i + 1,
				Url: null,
				ContentTypeId: id,
			})),
		},
	};
}

function move(state: State, body: Record<string, unknown>) {
	const source = state.module(String(body.SourceEntityListID));
	const target = state.module(String(body.TargetEntityListID));
	const entity = state.entity(source, Number(body.SourceEntityID));
	const known = new Set(target.fields.map(({ name }) => name));
	const lost = Object.keys(entity.values).filter((name) => !known.has(name));
	const warnings = lost.map(
		(name) => `The field ${name} does not exist in ${target.title}; its value is lost.`,
	);
	const answer = (errors: string[]) => ({
		Ok: errors.length === 0,
		Errors: errors,
		Warnings: warnings,
		ProgressLog: body.IncludeProgressLogInResult ? `Checked ${lost.length} field(s).` : null,
	});
	const stage = target.stages.find(({ id }) => id === body.TargetEntityContentTypeID);
	if (stage === undefined) {
		return answer([
			`The content type ${String(body.TargetEntityContentTypeID)} does not exist in ${target.title}.`,
		]);
	}
	if (source === target) return answer(['The entity is in the target business module already.']);
	if (!body.ValidateOnly) {
		const kept = Object.entries(entity.values).filter(([name]) => known.has(name));
		const moved = state.addEntity(target, Object.fromEntries(kept), false);
		Object.assign(moved, { stageId: stage.id, siteUrl: entity.siteUrl });
		source.entities.delete(entity.id);
	}
	return answer([]);
}

/** Business modules and their entities. */
export function entityHandlers(state: State, happened: Happened): Handlers {
	const moduleOf = ({ params }: Request) => state.module(String(params.businessModuleId));

	const create = (module: Module, values: Record<string, unknown>, withSite: boolean) => {
		checkFieldValues(module.fields, values);
		const missing = module.fields.find(({ name, required }) => required && isEmpty(values[name]));
		if (missing !== undefined) throw refusal(`A value is required. Current field: ${missing.name}`);
		const entity = state.addEntity(module, values, withSite);
		happened('created', module, entity);
		return entity.id;
	};

	return {
		'GET /api/BusinessModules': () => [...state.modules.values()].map(moduleAnswer),
		'GET /api/BusinessModules/{id}': ({ params }) => moduleAnswer(state.module(String(params.id))),
		'GET /api/BusinessModules/{id}/Actions': ({ params }) =>
			state.module(String(params.id)).actions.map(({ id, title }) => ({ Title: title, Id: id })),
		'GET /api/BusinessModules/{id}/Triggers': ({ params }) =>
			state.module(String(params.id)).triggers.map(({ id, title }) => ({ Title: title, Id: id })),
		'POST /api/BusinessModules/{bmId}/Actions/{actionId}/Run': ({ params, query }) => {
			const module = state.module(String(params.bmId));
			state.entity(module, Number(query.entityId));
			const action = module.actions.find(({ id }) => id === String(params.actionId).toLowerCase());
			if (action === undefined)
				throw refusal(`Action ${String(params.actionId)} is not active in ${module.title}.`);
			return state.queueJob(`${action.title} on ${module.entityName} ${String(query.entityId)}`);
		},
		'GET /api/MailMerge/GetMailMergeFields/{businessModuleId}': (request) => [
			...moduleOf(request).fields.map(({ name }) => name),
			'wpStage',
		],
		'GET /api/Entity/{businessModuleId}/GetEntityFieldSchema': (request) =>
			entityFieldSchema(moduleOf(request).fields),
		'POST /api/Entity/{businessModuleId}/Create/{createSite}': (request) =>
			create(moduleOf(request), request.body, String(request.params.createSite) === 'true'),
		'POST /api/Entity/{businessModuleId}/Update/{entityId}': (request) => {
			const module = moduleOf(request);
			const entity = state.entity(module, Number(request.params.entityId));
			checkFieldValues(module.fields, request.body);
			Object.assign(entity.values, request.body);
			happened('updated', module, entity);
			return entity.id;
		},
		'POST /api/Entity/{businessModuleId}/Copy/{sourceEntityId}': (request) => {
			const module = moduleOf(request);
			const source = state.entity(module, Number(request.params.sourceEntityId));
			return create(module, { ...source.values, ...request.body }, false);
		},
		'POST /api/Entity/{businessModuleId}/ChangeStage/{entityId}/{stageId}/{overrideConstraints}/{overrideRequiredFields}':
			(request) =>
				changeStage(state, happened, {
					module: moduleOf(request),
					entityId: Number(request.params.entityId),
					stageId: String(request.params.stageId),
					overrides: String(request.params.overrideConstraints),
					overrideRequired: String(request.params.overrideRequiredFields) === 'true',
					values: request.body,
				}),
		'POST /api/ListItem/ChangeStage': ({ body }) =>
			changeStage(state, happened, {
				module: state.module(body.EntityListId),
				entityId: body.EntityItemId,
				stageId: body.StageId,
				overrides: body.OverrideConstraints,
				overrideRequired: body.OverrideRequiredFields,
				values: {},
			}),
		'POST /api/Entity/Move': ({ body }) => move(state, body),
		'POST /api/SiteManagement/RegisterSiteCollection': ({ body }) => {
			state.module(body.AssignedToBusinessModuleId);
			if (state.siteCollections.has(body.ServerRelativeUrl)) return false;
			state.siteCollections.set(body.ServerRelativeUrl, body.SiteCollectionType);
			return true;
		},
	};
}
