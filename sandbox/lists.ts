import { refusal } from './errors';
import { asText } from './fields';
import type { Handlers } from './handlers';
import type { Entity, Module, State } from './state';
import { siteUrl } from './seed';

const pageSizeLimit = 5_000;

function listItem(module: Module, entity: Entity) {
	const stage = module.stages.find(({ id }) => id === entity.stageId);
	const field = (InternalFieldName: string, DisplayFieldName: string, value: unknown) => ({
		InternalFieldName,
		DisplayFieldName,
		Value: asText(value),
		TextValue: asText(value),
	});
	return {
		ID: entity.id,
		UniqueId: `6a1f0c2e-0006-4000-8000-${String(entity.id).padStart(12, '0')}`,
		Title: asText(entity.values.Title),
		ContentType: stage?.title ?? null,
		ContentTypeId: entity.stageId,
		IsEntity: true,
		Site: entity.siteUrl,
		Url: `${siteUrl}/${module.listUrl}/DispForm.aspx?ID=${entity.id}`,
		ParentList: module.title,
		ParentListId: module.id,
		FieldValues: [
			field('ID', 'ID', entity.id),
			...module.fields.map(({ name, title }) => field(name, title, entity.values[name])),
			field('wpStage', 'Stage', stage?.title),
			field('wpSite', 'Site', entity.siteUrl),
		],
	};
}

/** The search of the entity picker: a text that the title contains, or one ID. */
function matches(entity: Entity, caml: string): boolean {
	const contains =
		/<Contains><FieldRef Name="Title"\s*\/><Value Type="Text">([^<]*)<\/Value><\/Contains>/.exec(
			caml,
		)?.[1];
	const id = /<Eq><FieldRef Name="ID"\s*\/><Value Type="Counter">(\d+)<\/Value><\/Eq>/.exec(
		caml,
	)?.[1];
	if (contains === undefined && id === undefined) return true;
	const text = contains
		?.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');
	return (
		(text !== undefined &&
			String(entity.values.Title).toLowerCase().includes(text.toLowerCase())) ||
		Number(id) === entity.id
	);
}

/** Lists of the site; a module's list holds its entities. */
export function listHandlers(state: State): Handlers {
	return {
		'GET /api/List/{listId}/Item/{itemId}': ({ params }) => {
			const module = state.module(String(params.listId));
			return listItem(module, state.entity(module, Number(params.itemId)));
		},
		'POST /api/List/{listId}/Items': ({ params, body }) => {
			const module = state.module(String(params.listId));
			const size = Math.min(body.PageSize || 100, pageSizeLimit);
			const after = body.PagingInfo ? /^Paged=TRUE&p_ID=(\d+)$/.exec(body.PagingInfo)?.[1] : '0';
			if (after === undefined) throw refusal('The paging information is not valid.');
			const rest = [...module.entities.values()].filter(
				(entity) => entity.id > Number(after) && matches(entity, body.CamlQuery ?? ''),
			);
			const page = rest.slice(0, size);
			return {
				Items: page.map((entity) => listItem(module, entity)),
				PagingInfo: rest.length > size ? `Paged=TRUE&p_ID=${page.at(-1)?.id}` : null,
			};
		},
	};
}
