import { objectsIn } from '../../../../api/json';
import type { Guesses } from '../../../../../contract/workpoint365';
import { call, type Schemas, type Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import { camlOf, type Condition } from '../../../../concepts/query/caml';
import { fieldIn, siteIn, type ListItem } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { guessCheck, type Check } from './check';

type Query = Schemas['ListQuery'];

/** An ID that no item has. */
const noSuchItem = 2_147_483_647;

const valueOf = (item: ListItem, name: string) => fieldIn(item, name)?.Value ?? undefined;

function hasId(id: number): Condition {
	return { field: 'ID', operator: 'Eq', value: { type: 'Counter', text: String(id) } };
}

async function itemsWhere(moduleId: string, condition: Condition, send: Send): Promise<ListItem[]> {
	const body: Query = { CamlQuery: camlOf([condition]), PageSize: 20 };
	const page = await readPage({ listId: moduleId }, body, send);
	return objectsIn(page.Items);
}

function siteReading(text: string): Guesses['siteText'] {
	if (/&[a-z#0-9]+;/i.test(text)) return 'htmlEncoded';
	return /^https?:/i.test(text) ? 'absolute' : 'relative';
}

/** How queries are read, and what items look like. */
export const queryChecks: Check[] = [
	guessCheck('Queries filter', 'camlForm', async (facts) => {
		const { moduleId, items, send } = facts;
		const id = items.at(-1)?.ID ?? 0;
		try {
			const rows = await itemsWhere(moduleId, hasId(id), send);
			const isExact = rows.length === 1 && rows[0]?.ID === id;
			if (isExact) facts.queriedModule = moduleId;
			return isExact ? 'view' : 'viewIgnored';
		} catch {
			return 'whereOnly';
		}
	}),
	guessCheck('End of a list', 'pagingEnd', async ({ queriedModule: listId, send }) => {
		// The last row alone: its page is the last one.
		const sort = [{ field: 'ID', direction: 'descending' as const }];
		const lastFirst: Query = { CamlQuery: camlOf([], 'And', sort), PageSize: 1 };
		const last = await readPage({ listId }, lastFirst, send);
		const id = objectsIn(last.Items)[0]?.ID;
		if (id === undefined) return undefined;
		const query: Query = { CamlQuery: camlOf([hasId(id)]), PageSize: 1 };
		const page = await readPage({ listId }, query, send);
		const token = page.PagingInfo;
		if (token === undefined || token === null) return 'nothing';
		if (token === '') return 'emptyText';
		const next = await readPage({ listId }, { ...query, PagingInfo: token }, send);
		return next.PagingInfo === token ? 'sameToken' : 'emptyPage';
	}),
	guessCheck('Sites of entities', 'siteText', async ({ items }) => {
		const sites = items.map(siteIn).filter((site) => site !== undefined);
		const raw = items.map((item) => valueOf(item, 'wpSite') ?? '');
		const text = raw.find((value) => siteReading(value) === 'htmlEncoded') ?? sites[0];
		return text === undefined ? undefined : siteReading(text);
	}),
	guessCheck(
		'Entity by the URL of its site',
		'siteQuery',
		async ({ queriedModule, items, send }) => {
			// An ampersand may be written in another way there.
			const item = items.find((one) => siteIn(one)?.includes('&') === false);
			if (item === undefined) return undefined;
			const path = siteIn(item)?.replace(/^https?:\/\/[^/]+/i, '') ?? '';
			const value = { type: 'Text', text: path };
			const hasSite = { field: 'wpSite', operator: 'Contains', value };
			const rows = await itemsWhere(queriedModule, hasSite, send).catch(() => []);
			return rows.some(({ ID }) => ID === item.ID) ? 'contains' : 'refused';
		},
	),
	guessCheck('Dates in values of items', 'itemTexts', async ({ items }) => {
		const dates = items.flatMap((item) => [valueOf(item, 'Modified'), valueOf(item, 'Created')]);
		const date = dates.find((value) => value !== undefined && value !== '');
		if (date === undefined) return undefined;
		return /^\d{4}-\d{2}-\d{2}T/.test(date) ? 'invariant' : 'localized';
	}),
	guessCheck('What does not exist', 'missingAnswer', async ({ moduleId: listId, send }) => {
		const route = 'GET /api/List/{listId}/Item/{itemId}';
		try {
			const answer = await send(
				call(route, { path: { listId, itemId: noSuchItem }, retry: false }),
			);
			return answer === undefined || answer === null ? 'nothing' : undefined;
		} catch (failure) {
			const isNotFound = judgmentOf(failure).status === 404;
			return isNotFound ? 'notFound' : 'refused';
		}
	}),
	guessCheck('Master entities', 'masterSiteUrl', async ({ modules }) => {
		const url = modules
			.map(({ MasterSiteSettings }) => MasterSiteSettings?.MasterSiteUrl)
			.find((one) => typeof one === 'string' && one !== '');
		if (!url) return 'missing';
		return /^https?:/i.test(url) ? 'absolute' : 'relative';
	}),
];
