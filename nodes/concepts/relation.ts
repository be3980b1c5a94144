import type { INodeListSearchItems } from 'n8n-workflow';

import { call, type Schemas, type Send } from '../api/call';
import { objectsIn } from '../api/json';
import { dateTime } from '../parameters/date';
import { byName, distinctNames, search } from '../parameters/editor';
import { locator, positiveId } from '../parameters/locator';
import { itemNumber, wholeNumber } from '../parameters/number';
import { optional, type ValuesOf } from '../parameters/parameter';
import { optionalText } from '../parameters/text';
import { chosenModule } from './businessModule';
import { oneEntity, targetEntity } from './entity';

type RelationType = Schemas['RelationType'];

export const relationId = wholeNumber({
	description: 'The ID of the relation, from "Get Many"',
	default: 1,
	min: 1,
	required: true,
});

/** Ordering key of a relation. */
export function relationOrderKey(id: number): string {
	return `relation ${id}`;
}

const whereTypesAre =
	'The list has the types used by the entity, in tabs and in toolbars; WorkPoint Administration has all of them under Relations';

/** The two entities of a relation, and the role of the second one for the first. */
export const relationEnds = {
	...oneEntity,
	...targetEntity({
		businessModule: 'The business module of the other entity',
		entity: 'The other entity of the relation',
	}),
	relationType: locator({
		displayName: 'Relation Type',
		description: `The role of the target entity for the entity. ${whereTypesAre}`,
		searchListMethod: 'searchRelationTypes',
		id: positiveId,
		dependsOn: ['businessModule', 'entity'],
	}),
};

/** The optional fields of a relation. */
export const relationDetails = {
	description: optionalText({
		description: 'The description of the relation, as text',
		typeOptions: { rows: 2 },
		placeholder: 'e.g. Legal adviser since 2026',
	}),
	endDate: optional(dateTime({ description: 'The end of the relation' })),
	responsible: optionalText({
		description: 'The email address of the person responsible for the relation',
		placeholder: 'e.g. anna@contoso.com',
	}),
	sourceRelationType: optional(
		locator({
			displayName: 'Source Relation Type',
			description: `The role of the entity for the target entity. ${whereTypesAre}`,
			searchListMethod: 'searchRelationTypes',
			id: positiveId,
			dependsOn: ['businessModule', 'entity'],
			isInCollection: true,
		}),
	),
	startDate: optional(dateTime({ description: 'The start of the relation' })),
	title: optionalText({
		description: 'The title of the relation',
		placeholder: 'e.g. Adviser',
	}),
};

type RelationValues = ValuesOf<typeof relationEnds> & Partial<ValuesOf<typeof relationDetails>>;

/** The target entity of a relation, with the fields of the relation, as calls send it. */
export function relationInput(values: RelationValues): Schemas['RelationInput'] {
	return {
		// The service creates an object of this class; without it, the call fails (grade A).
		type: 'RelationItemBuilderViewModel',
		ListId: values.targetBusinessModule,
		EntityId: values.targetEntity,
		TargetRelationTypeId: values.relationType,
		SourceRelationTypeId: values.sourceRelationType,
		title: values.title,
		Responsible: values.responsible === undefined ? undefined : { Email: values.responsible },
		StartDate: values.startDate,
		EndDate: values.endDate,
		Description: values.description,
	};
}

/** All relations of an entity, including inactive ones. */
export async function relationsOf(
	moduleId: string,
	entityId: number,
	send: Send,
): Promise<Array<Schemas['Relation']>> {
	const route = 'POST /api/Relation/GetRelationsByEntity';
	const body = { ListID: moduleId, ItemID: entityId, ShowAll: true };
	return objectsIn(await send(call(route, { isRead: true, body })));
}

/** The types of the relations that an entity has. */
async function typesInUse(moduleId: string, entityId: number, send: Send): Promise<RelationType[]> {
	return (await relationsOf(moduleId, entityId, send))
		.flatMap(({ RelationA, RelationB }) => [RelationA?.Type, RelationB?.Type])
		.filter((type) => type !== null && type !== undefined);
}

/** The relation types in tabs of modules; the only title in a tab is its own. */
async function typesInTabs(send: Send): Promise<RelationType[]> {
	const modules = (await send(call('GET /api/BusinessModules/TabViewSettings'))) ?? [];
	return (
		modules
			// TabViewSettings is the form of 2018 (A).
			.flatMap(({ Tabs, TabViewSettings }) => Tabs ?? TabViewSettings ?? [])
			.flatMap(({ Title, RelationTypes }) =>
				(RelationTypes ?? []).map((Id): RelationType => ({ Id, Title })),
			)
	);
}

/** The relation types of buttons in tool bars; the only title in a button is its own. */
async function typesInToolBars(send: Send): Promise<RelationType[]> {
	const toolBars = (await send(call('GET /api/MyTools'))) ?? [];
	return toolBars
		.flatMap(({ Groups, SiteLists }) => [
			...(Groups ?? []),
			...(SiteLists ?? []).flatMap((list) => list.Groups ?? []),
		])
		.flatMap(({ Buttons }) => Buttons ?? [])
		.flatMap(({ Title, RelationTypeA, RelationTypeB }) =>
			[RelationTypeA, RelationTypeB].map((Id): RelationType => ({ Id: Id ?? undefined, Title })),
		);
}

/** The types from a call, or none when it fails: the other calls may still succeed. */
async function orNone(types: Promise<RelationType[]>): Promise<RelationType[]> {
	return await types.catch(() => []);
}

/** The relation types in tabs and tool bars. */
export async function namedRelationTypes(send: Send): Promise<RelationType[]> {
	return [...(await orNone(typesInTabs(send))), ...(await orNone(typesInToolBars(send)))];
}

/**
 * Searches the relation types that calls return: those of the chosen entity, and those in tabs and tool bars. There is no
 * call for all types (grade A).
 */
export const searchRelationTypes = search(async (editor) => {
	const { send } = editor;
	const moduleId = await chosenModule(editor);
	const entityId = itemNumber(editor.chosen('entity'));
	const inUse =
		moduleId === undefined || entityId === undefined
			? []
			: await orNone(typesInUse(moduleId, entityId, send));
	const entries = new Map<number, INodeListSearchItems>();
	// The first title found for a type is its own.
	for (const { Id, Title } of [...inUse, ...(await namedRelationTypes(send))]) {
		if (Id === undefined || entries.has(Id)) continue;
		entries.set(Id, { name: Title || `Type ${Id}`, value: String(Id) });
	}
	return distinctNames([...entries.values()]).sort(byName);
});
