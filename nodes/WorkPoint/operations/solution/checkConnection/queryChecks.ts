import { objectsIn, textIn } from '../../../../api/json';
import type { Guesses } from '../../../../../contract/workpoint365';
import type { Schemas, Send } from '../../../../api/call';
import { camlOf, type Condition } from '../../../../concepts/query/caml';
import { fieldIn, itemCall, siteIn, type ListItem } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/page';
import { guess, tried, type Check } from './check';

type Query = Schemas['ListQuery'];

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

/** Checks of queries, and of the form of items. */
export const queryChecks: Check[] = [
	guess('camlForm', async (facts) => {
		const { moduleId, items, send } = facts;
		const id = items.at(-1)?.ID ?? 0;
		const rows = await itemsWhere(moduleId, hasId(id), send).catch(() => undefined);
		if (rows === undefined) return 'whereOnly';
		if (rows.length !== 1 || rows[0]?.ID !== id) return 'viewIgnored';
		facts.queriedModule = moduleId;
		return 'view';
	}),
	guess('pagingEnd', async ({ queriedModule: listId, send }) => {
		// The last row alone: its page is the last one.
		const sort = [{ field: 'ID', direction: 'descending' as const }];
		const lastFirst = { CamlQuery: camlOf([], 'And', sort), PageSize: 1 };
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
	guess('siteText', async ({ items }) => {
		const raw = items.map((item) => valueOf(item, 'wpSite') ?? '');
		const encoded = raw.find((value) => siteReading(value) === 'htmlEncoded');
		const text = encoded ?? items.map(siteIn).find((site) => site !== undefined);
		return text === undefined ? undefined : siteReading(text);
	}),
	guess('siteQuery', async ({ queriedModule, items, send }) => {
		// An ampersand may be written in another way there.
		const item = items.find((one) => siteIn(one)?.includes('&') === false);
		if (item === undefined) return undefined;
		const path = siteIn(item)?.replace(/^https?:\/\/[^/]+/i, '') ?? '';
		const value = { type: 'Text', text: path };
		const hasSite = { field: 'wpSite', operator: 'Contains', value };
		const rows = await itemsWhere(queriedModule, hasSite, send).catch(() => []);
		return rows.some(({ ID }) => ID === item.ID) ? 'contains' : 'refused';
	}),
	guess('itemTexts', async ({ items }) => {
		const dates = items.flatMap((item) => [valueOf(item, 'Modified'), valueOf(item, 'Created')]);
		const date = dates.find((value) => value !== undefined && value !== '');
		if (date === undefined) return undefined;
		return /^\d{4}-\d{2}-\d{2}T/.test(date) ? 'invariant' : 'localized';
	}),
	guess('missingAnswer', async ({ moduleId: listId, send }) => {
		// No item has this ID.
		const asked = { ...itemCall(listId, 2_147_483_647), retry: false };
		const outcome = await tried(asked, send);
		if (!('answer' in outcome)) return outcome.status === 404 ? 'notFound' : 'refused';
		return outcome.answer === undefined || outcome.answer === null ? 'nothing' : undefined;
	}),
	guess('masterSiteUrl', async ({ modules }) => {
		const [url] = modules.flatMap((one) => textIn(one.MasterSiteSettings?.MasterSiteUrl) || []);
		if (url === undefined) return 'missing';
		return /^https?:/i.test(url) ? 'absolute' : 'relative';
	}),
];
