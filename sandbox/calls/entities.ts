import { found, refusal } from '../server/errors';
import { entityFieldSchema, readFieldValues } from './fieldSchema';
import { handlers, type BodyOf, type Handlers, type Schemas } from '../server/handlers';
import { emailFields } from './mail';
import type { TriggerSeed } from '../tenant/modules';
import type { Dialect } from '../dialect';
import { masterSiteOf, type Entity, type Module } from '../tenant/tenantTypes';
import { tenantUrl } from '../tenant/seed';
import type { State } from '../tenant/state';
import { isEmpty } from '../tenant/fieldValues';

/** Notifies the webhooks of an event of an entity. */
export type Happened = (event: TriggerSeed['event'], module: Module, entity: Entity) => void;

function changeStage(
	state: State,
	happened: Happened,
	change: Schemas['ChangeStage'],
	fields: Record<string, unknown> = {},
): boolean {
	const module = state.module(change.EntityListId);
	const entity = state.entity(module, change.EntityItemId);
	const stage = state.stage(module, change.StageId);
	const given = readFieldValues(module.fields, fields, state.dialect);
	const values = { ...entity.values, ...given };
	const lacks = (name: string | undefined) => name !== undefined && isEmpty(values[name]);
	const required = (stage.requiredFields ?? []).filter(lacks);
	if (required.length > 0 && !change.OverrideRequiredFields)
		throw refusal(`The stage ${stage.title} requires values in: ${required.join(', ')}.`);
	const because = (what: string) => refusal(`The stage cannot be changed because of ${what}.`);
	if (lacks(stage.warnsWithout) && !/Warnings/.test(change.OverrideConstraints))
		throw because(`warnings: ${stage.warnsWithout} should have a value`);
	if (lacks(stage.failsWithout) && !/Errors/.test(change.OverrideConstraints))
		throw because(`errors: ${stage.failsWithout} must have a value`);
	entity.stageId = stage.id;
	state.write(entity, given);
	happened('stageChanged', module, entity);
	return true;
}

function masterSettings(module: Module, dialect: Dialect): Schemas['MasterSiteSettings'] | null {
	if (!module.hasSites || dialect.is('masterSiteUrl', 'missing')) return null;
	const origin = dialect.is('masterSiteUrl', 'absolute') ? tenantUrl : '';
	return { Enabled: true, MasterSiteUrl: `${origin}${masterSiteOf(module)}` };
}

function moduleAnswer(module: Module, dialect: Dialect): Schemas['BusinessModule'] {
	return {
		Id: module.id,
		Title: module.title,
		EntityName: module.entityName,
		Template: 100,
		Category: 0,
		Parent: null,
		ParentRelationName: null,
		SitesEnabled: module.hasSites,
		MasterSiteSettings: masterSettings(module, dialect),
		IconUrl: null,
		EnableEMMIntegration: false,
		ListUrl: module.listUrl,
		FieldMappingsSettings:
			emailFields(module).length === 0 ? null : { EmailFieldNames: emailFields(module) },
		StageSettings: {
			Enabled: module.stages.length > 0,
			MappingField: null,
			Stages: module.stages.map(({ id, title, type }, i): Schemas['Stage'] => ({
				Title: title,
				Type: type,
				Sorting: i + 1,
				Url: null,
				ContentTypeId: id,
			})),
		},
	};
}

function move(state: State, body: BodyOf<'POST /api/Entity/Move'>) {
	const source = state.module(body.SourceEntityListID);
	const target = state.module(body.TargetEntityListID);
	const entity = state.entity(source, body.SourceEntityID);
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
			`The content type ${body.TargetEntityContentTypeID} does not exist in ${target.title}.`,
		]);
	}
	if (source === target) return answer(['The entity is in the target business module already.']);
	if (!body.ValidateOnly) {
		const kept = Object.entries(entity.values).filter(([name]) => known.has(name));
		const moved = state.addEntity(target, Object.fromEntries(kept), false);
		Object.assign(moved, { stageId: stage.id, site: entity.site });
		source.entities.delete(entity.id);
	}
	return answer([]);
}

/** Calls for business modules. */
export function moduleHandlers(state: State): Handlers {
	return handlers({
		'GET /api/BusinessModules': () =>
			[...state.modules.values()].map((module) => moduleAnswer(module, state.dialect)),
		'GET /api/BusinessModules/{id}': ({ path }) =>
			moduleAnswer(state.module(path.id), state.dialect),
		'GET /api/BusinessModules/{id}/Actions': ({ path }) =>
			state.module(path.id).actions.map(({ id, title }) => ({ Title: title, Id: id })),
		'GET /api/BusinessModules/{id}/Triggers': ({ path }) =>
			state.module(path.id).triggers.map(({ id, title }) => ({ Title: title, Id: id })),
		'POST /api/BusinessModules/{bmId}/Actions/{actionId}/Run': ({ path, query }) => {
			const module = state.module(path.bmId);
			state.entity(module, query.entityId);
			const action = module.actions.find(({ id }) => id === path.actionId.toLowerCase());
			const { title } = found(action, `Action ${path.actionId} is not active in ${module.title}.`);
			return state.queueJob(`${title} on ${module.entityName} ${query.entityId}`);
		},
		'GET /api/MailMerge/GetMailMergeFields/{businessModuleId}': ({ path }) => [
			...state.module(path.businessModuleId).fields.map(({ name }) => name),
			'wpStage',
		],
		'GET /api/Entity/{businessModuleId}/GetEntityFieldSchema': ({ path }) =>
			entityFieldSchema(state.module(path.businessModuleId).fields, state.dialect),
	});
}

/** Calls that change stages. */
function stageHandlers(state: State, happened: Happened): Handlers {
	return handlers({
		'POST /api/Entity/{businessModuleId}/ChangeStage/{entityId}/{stageId}/{overrideConstraints}/{overrideRequiredFields}':
			({ path, body }) => {
				const change = {
					EntityListId: path.businessModuleId,
					EntityItemId: path.entityId,
					StageId: path.stageId,
					OverrideConstraints: path.overrideConstraints,
					OverrideRequiredFields: path.overrideRequiredFields,
				};
				return changeStage(state, happened, change, body);
			},
		'POST /api/ListItem/ChangeStage': ({ body }) => changeStage(state, happened, body),
		'POST /api/Entity/BatchChangeStage': ({ body }) => {
			const given = body.Entities.map(({ ID }) => ID);
			if (given.length === 0) throw refusal('There are no entities.');
			for (const EntityItemId of new Set(given)) {
				const change = {
					EntityListId: body.BusinessModuleId,
					EntityItemId,
					StageId: body.StageId,
					OverrideConstraints: 'NoOverride' as const,
					OverrideRequiredFields: false,
				};
				changeStage(state, happened, change, body.FieldValues);
			}
		},
	});
}

/** Calls for entities. */
export function entityHandlers(state: State, happened: Happened): Handlers {
	const create = (module: Module, values: Record<string, unknown>, withSite: boolean) => {
		state.checkRequired(module, values);
		const entity = state.addEntity(module, values, withSite);
		happened('created', module, entity);
		return entity.id;
	};

	return {
		...stageHandlers(state, happened),
		...handlers({
			'POST /api/Entity/{businessModuleId}/Create/{createSite}': ({ path, body }) => {
				const module = state.module(path.businessModuleId);
				const values = readFieldValues(module.fields, body, state.dialect);
				return create(module, values, path.createSite);
			},
			'POST /api/Entity/{businessModuleId}/Update/{entityId}': ({ path, body }) => {
				const module = state.module(path.businessModuleId);
				const entity = state.entity(module, path.entityId);
				state.write(entity, readFieldValues(module.fields, body, state.dialect));
				happened('updated', module, entity);
				return entity.id;
			},
			'POST /api/Entity/{businessModuleId}/Copy/{sourceEntityId}': ({ path, body }) => {
				const module = state.module(path.businessModuleId);
				const source = state.entity(module, path.sourceEntityId);
				const values = readFieldValues(module.fields, body, state.dialect);
				return create(module, { ...source.values, ...values }, false);
			},
			'POST /api/EntityActivityLog/Add': ({ body }) => {
				state.entity(state.module(body.BusinessModuleId), body.Entity);
				state.activities.push(body);
			},
			'POST /api/Entity/Move': ({ body }) => {
				const outcome = move(state, body);
				if (!body.RunAsJob) return outcome;
				state.queueJob('Move of an entity');
				return outcome;
			},
			'POST /api/SiteManagement/RegisterSiteCollection': ({ body }) => {
				state.module(body.AssignedToBusinessModuleId);
				if (state.siteCollections.has(body.ServerRelativeUrl)) return false;
				state.siteCollections.set(body.ServerRelativeUrl, body.SiteCollectionType);
				return true;
			},
		}),
	};
}
