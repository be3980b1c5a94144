import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { components } from '../../../contract/workpoint365';
import { path } from '../../shared/request';
import { editorClient } from '../editorClient';
import { guid } from './businessModule';
import { escapeXml } from './caml';

type BusinessModule = components['schemas']['BusinessModule'];
type ListItemPage = components['schemas']['ListItemPage'];
type TitleAndId = components['schemas']['TitleAndId'];

/** Entities that one page of the picker holds. */
const entitiesPerPage = 50;

/** The chosen module's ID; undefined while none is chosen or an expression stands there. */
function chosenModule(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	return guid(context.getCurrentNodeParameter(parameter, { extractValue: true }));
}

function narrow(items: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return {
		results: items.filter(
			({ name, value }) =>
				name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted,
		),
	};
}

async function titlesOf(
	context: ILoadOptionsFunctions,
	kind: 'Actions' | 'Triggers',
	filter?: string,
) {
	const moduleId = chosenModule(context, 'businessModule');
	if (moduleId === undefined) return { results: [] };
	const client = await editorClient(context);
	const entries = (await client.send({
		method: 'GET',
		path: `${path`/api/BusinessModules/${moduleId}`}/${kind}`,
	})) as TitleAndId[];
	return narrow(
		entries.map(({ Title, Id }) => ({ name: Title ?? String(Id), value: String(Id) })),
		filter,
	);
}

/** The active actions of the chosen module. */
export async function searchActions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await titlesOf(this, 'Actions', filter);
}

/** The active triggers of the chosen module. */
export async function searchTriggers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await titlesOf(this, 'Triggers', filter);
}

/** Kinds of stages by the number that the service writes (grade A); names are accepted as well. */
const stageTypes = ['Start', 'StartAndStandard', 'Standard', 'End'];
const stageTypeLabels: Record<string, string> = {
	Start: 'start',
	StartAndStandard: 'start',
	Standard: '',
	End: 'end',
};

async function stagesOf(
	context: ILoadOptionsFunctions,
	parameter: string,
	filter?: string,
): Promise<INodeListSearchResult> {
	const moduleId = chosenModule(context, parameter);
	if (moduleId === undefined) return { results: [] };
	const client = await editorClient(context);
	const modules = (await client.send({
		method: 'GET',
		path: '/api/BusinessModules',
	})) as BusinessModule[];
	const module = modules.find(({ Id }) => guid(Id) === moduleId);
	const stages = [...(module?.StageSettings?.Stages ?? [])].sort(
		(a, b) => (a.Sorting ?? 0) - (b.Sorting ?? 0),
	);
	const items = stages.map(({ Title, Type, ContentTypeId }, i) => {
		const label =
			stageTypeLabels[typeof Type === 'number' ? (stageTypes[Type] ?? '') : String(Type)];
		return {
			name: `${i + 1}. ${Title}${label ? ` (${label})` : ''}`,
			value: String(ContentTypeId),
		};
	});
	return narrow(items, filter);
}

/** The stages of the chosen module in their order. */
export async function searchStages(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await stagesOf(this, 'businessModule', filter);
}

/** The stages of the target module, which are its content types. */
export async function searchTargetContentTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await stagesOf(this, 'targetBusinessModule', filter);
}

/** A CAML query for entities whose title contains the text or whose ID it is. */
function entityQuery(filter: string): string {
	const contains = `<Contains><FieldRef Name="Title"/><Value Type="Text">${escapeXml(filter)}</Value></Contains>`;
	const isId = /^[1-9]\d*$/.test(filter);
	const where = isId
		? `<Or>${contains}<Eq><FieldRef Name="ID"/><Value Type="Counter">${filter}</Value></Eq></Or>`
		: contains;
	return `<View><Query><Where>${where}</Where></Query></View>`;
}

async function entitiesOf(
	context: ILoadOptionsFunctions,
	moduleId: string | undefined,
	filter: string,
	pagingInfo?: string,
): Promise<INodeListSearchResult> {
	if (moduleId === undefined) return { results: [] };
	const client = await editorClient(context);
	const { Items, PagingInfo } = (await client.send({
		method: 'POST',
		path: path`/api/List/${moduleId}/Items`,
		readOnly: true,
		body: {
			PageSize: entitiesPerPage,
			ViewFields: ['ID', 'Title'],
			...(filter === '' ? {} : { CamlQuery: entityQuery(filter) }),
			...(pagingInfo === undefined ? {} : { PagingInfo: pagingInfo }),
		},
	})) as ListItemPage;
	return {
		results: (Items ?? []).map(({ ID, Title, Url }) => ({
			name: `${Title ?? 'Untitled'} (${ID})`,
			value: String(ID),
			...(Url ? { url: Url } : {}),
		})),
		paginationToken: PagingInfo || undefined,
	};
}

/** Entities of the chosen module, searched by WorkPoint, page by page. */
export async function searchEntities(
	this: ILoadOptionsFunctions,
	filter = '',
	pagingInfo?: string,
): Promise<INodeListSearchResult> {
	return await entitiesOf(this, chosenModule(this, 'businessModule'), filter.trim(), pagingInfo);
}

/** Entities of the module that the common fields come from. */
export async function searchCommonFieldsEntities(
	this: ILoadOptionsFunctions,
	filter = '',
	pagingInfo?: string,
): Promise<INodeListSearchResult> {
	const moduleId = chosenModule(this, 'additionalFields.commonFieldsBusinessModule');
	return await entitiesOf(this, moduleId, filter.trim(), pagingInfo);
}
