import { call } from '../../../../api/call';
import { siteAddress } from '../../../../api/sharePointAddress';
import { moduleListName } from '../../../../concepts/businessModule';
import { siteIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/page';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { accepts, guess, tried, type Check } from './check';
import { tasksAndEvents } from './taskAndEventCalls';

/** Whether an empty list means that of the entity's site: the entity with a site is asked for a task or an event. */
function emptyListCheck(of: keyof typeof tasksAndEvents, name: 'taskList' | 'eventList'): Check {
	return guess(name, async ({ moduleId: businessModule, items, send }) => {
		const entity = items.find((item) => siteIn(item) !== undefined)?.ID;
		if (entity === undefined) return undefined;
		const outcome = await tried(tasksAndEvents[of].exists({ businessModule, entity }, '1'), send);
		if ('answer' in outcome) return 'ofEntitySite';
		// A site without such a route (method not allowed) says nothing of lists.
		return outcome.status === 405 ? undefined : 'required';
	});
}

/** Checks with calls that change nothing. */
export const callChecks: Check[] = [
	guess('keyEscaping', async ({ moduleId, send }) => {
		const ListName = await moduleListName({ businessModule: moduleId }, send);
		// A query that this breaks is refused; one that it does not break finds nothing.
		const keys = [{ InternalFieldName: 'Title', Value: '<' }];
		const body = { ListName, IdentifierFieldValues: keys };
		const asked = call('POST /api/ListItem/Exists', { isRead: true, retry: false, body });
		return (await accepts(send(asked))) ? 'escaped' : 'raw';
	}),
	guess('itemCallsOnEntitySites', async ({ items, siteUrl, send }) => {
		const [site] = items.flatMap((item) => siteAddress(siteIn(item), siteUrl) ?? []);
		const [list] = site === undefined ? [] : await readLists(site, send);
		if (list?.ID === undefined) return undefined;
		const page = readPage({ listId: list.ID, site }, { PageSize: 1 }, send);
		return (await page.catch(() => undefined)) ? 'siteInHeader' : 'rootOnly';
	}),
	guess('enumerationsInAnswers', async ({ modules }) => {
		const [type] = modules.flatMap((module) => stagesIn(module)).map(({ Type }) => Type);
		if (type === undefined || type === null) return undefined;
		return typeof type === 'number' ? 'numbers' : 'names';
	}),
	guess('relationQueryAnswer', async ({ moduleId: List, items, send }) => {
		const Entities = items.flatMap(({ ID }) => (ID === undefined ? [] : [{ List, ID }]));
		const body = { ShowAll: true, Entities };
		const answer: unknown = await send(call('POST /api/Relations/query', { isRead: true, body }));
		const [first] = Array.isArray(answer) ? (answer as unknown[]) : [];
		if (first === undefined) return undefined;
		return Array.isArray(first) ? 'grouped' : 'flat';
	}),
	emptyListCheck('Tasks', 'taskList'),
	emptyListCheck('Events', 'eventList'),
];
