import type { Guesses } from '../../../contract/workpoint365';
import { objectsIn } from '../../api/answer';
import { call, type Send } from '../../api/call';
import { judgementOf } from '../../api/nodeError';
import { camlOf, type Condition } from '../caml';
import { fieldIn, siteIn, type ListItem } from '../item';
import { readPage } from '../itemPages';
import type { Check } from './check';
import { found, unclear } from './finding';

/** An ID that no item has. */
const noSuchItem = 2_147_483_647;

const valueOf = (item: ListItem, name: string) => fieldIn(item, name)?.Value ?? undefined;

async function itemsWhere(moduleId: string, condition: Condition, send: Send): Promise<ListItem[]> {
	const query = { CamlQuery: camlOf([condition]), PageSize: 20 };
	const page = await readPage({ listId: moduleId }, query, send);
	return objectsIn(page.Items);
}

function siteReading(text: string): Guesses['siteText'] {
	if (/&[a-z#0-9]+;/i.test(text)) return 'htmlEncoded';
	return /^https?:/i.test(text) ? 'absolute' : 'relative';
}

/** How queries are read, and what items look like. */
export const queryChecks: Check[] = [
	{
		name: 'Queries filter',
		needs: ['moduleId', 'items'],
		async run(facts, send) {
			const { moduleId = '', items = [] } = facts;
			const id = items.at(-1)?.ID ?? 0;
			const value = { type: 'Counter', text: String(id) };
			const advice =
				'Use CAML queries only after a test, and report it: filters cannot be trusted here.';
			try {
				const rows = await itemsWhere(moduleId, { field: 'ID', operator: 'Eq', value }, send);
				const isExact = rows.length === 1 && rows[0]?.ID === id;
				if (isExact) facts.canQuery = true;
				return found('camlForm', isExact ? 'view' : 'viewIgnored', 'view', advice);
			} catch {
				return found('camlForm', 'whereOnly', 'view', advice);
			}
		},
	},
	{
		name: 'End of a list',
		needs: ['moduleId', 'canQuery'],
		async run({ moduleId = '' }, send) {
			// The last row alone: its page is the last one.
			const sort = [{ field: 'ID', direction: 'descending' as const }];
			const lastFirst = { CamlQuery: camlOf([], 'And', sort), PageSize: 1 };
			const last = await readPage({ listId: moduleId }, lastFirst, send);
			const id = objectsIn(last.Items)[0]?.ID;
			if (id === undefined) return unclear('pagingEnd');
			const value = { type: 'Counter', text: String(id) };
			const CamlQuery = camlOf([{ field: 'ID', operator: 'Eq', value }]);
			const query = { CamlQuery, PageSize: 1 };
			const page = await readPage({ listId: moduleId }, query, send);
			const token = page.PagingInfo;
			if (token === undefined || token === null) return found('pagingEnd', 'nothing', 'nothing');
			if (token === '') return found('pagingEnd', 'emptyText', 'nothing');
			const next = await readPage({ listId: moduleId }, { ...query, PagingInfo: token }, send);
			return found('pagingEnd', next.PagingInfo === token ? 'sameToken' : 'emptyPage', 'nothing');
		},
	},
	{
		name: 'Sites of entities',
		needs: ['items'],
		async run({ items = [] }) {
			const sites = items.map(siteIn).filter((site) => site !== undefined);
			const raw = items.map((item) => valueOf(item, 'wpSite') ?? '');
			const text = raw.find((value) => siteReading(value) === 'htmlEncoded') ?? sites[0];
			return text === undefined
				? unclear('siteText')
				: found('siteText', siteReading(text), 'relative', 'Each of these forms is read.');
		},
	},
	{
		name: 'Entity by the address of its site',
		needs: ['moduleId', 'items', 'canQuery'],
		async run({ moduleId = '', items = [] }, send) {
			// An ampersand may be written in another way there.
			const item = items.find((one) => siteIn(one)?.includes('&') === false);
			if (item === undefined) return unclear('siteQuery');
			const advice = 'Name entities by their ID: By URL works with the address of a form only.';
			const path = siteIn(item)?.replace(/^https?:\/\/[^/]+/i, '') ?? '';
			const value = { type: 'Text', text: path };
			try {
				const rows = await itemsWhere(
					moduleId,
					{ field: 'wpSite', operator: 'Contains', value },
					send,
				);
				const isFound = rows.some(({ ID }) => ID === item.ID);
				return found('siteQuery', isFound ? 'contains' : 'refused', 'contains', advice);
			} catch {
				return found('siteQuery', 'refused', 'contains', advice);
			}
		},
	},
	{
		name: 'Dates in values of items',
		needs: ['items'],
		async run({ items = [] }) {
			const dates = items.flatMap((item) => [valueOf(item, 'Modified'), valueOf(item, 'Created')]);
			const date = dates.find((value) => value !== undefined && value !== '');
			if (date === undefined) return unclear('itemTexts');
			return found(
				'itemTexts',
				/^\d{4}-\d{2}-\d{2}T/.test(date) ? 'invariant' : 'localized',
				'invariant',
				'Dates and numbers of items stay texts here, and the polling trigger cannot read changes.',
			);
		},
	},
	{
		name: 'What does not exist',
		needs: ['moduleId'],
		async run({ moduleId: listId = '' }, send) {
			const route = 'GET /api/List/{listId}/Item/{itemId}';
			try {
				const answer = await send(call(route, { path: { listId, itemId: noSuchItem } }));
				if (answer !== undefined && answer !== null) return unclear('missingAnswer');
				return found(
					'missingAnswer',
					'nothing',
					'refused',
					'It is told as "WorkPoint found nothing".',
				);
			} catch (failure) {
				const isNotFound = judgementOf(failure).status === 404;
				return found('missingAnswer', isNotFound ? 'notFound' : 'refused', 'refused');
			}
		},
	},
	{
		name: 'Master entities',
		needs: ['modules'],
		async run({ modules = [] }) {
			const urls = modules
				.map(({ MasterSiteSettings }) => MasterSiteSettings?.MasterSiteUrl)
				.filter((url) => typeof url === 'string' && url !== '');
			const [url] = urls;
			const reading =
				url === undefined ? 'missing' : /^https?:/i.test(url ?? '') ? 'absolute' : 'relative';
			return found(
				'masterSiteUrl',
				reading,
				'relative',
				'Where the module does not tell it, the item with ID 1 and the title MASTER is left out.',
			);
		},
	},
];
