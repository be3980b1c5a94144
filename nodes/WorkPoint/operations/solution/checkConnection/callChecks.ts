import { call, type BodyOf, type Call, type Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import { siteAddress } from '../../../../api/sharePointAddress';
import { moduleListName } from '../../../../concepts/businessModule';
import { siteIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { guessCheck, type Check } from './check';

/** A call that succeeds gives its answer; one that is refused its status, as far as it is known. */
async function tried(asked: Call, send: Send): Promise<{ answer: unknown } | { status?: number }> {
	try {
		return { answer: await send(asked) };
	} catch (failure) {
		return { status: judgmentOf(failure).status };
	}
}

const methodNotAllowed = 405;

/** What an entity has of tasks or events: a call that asks for one that there may be or not. */
const asks = {
	taskList: (entityListID: string, entityID: number) =>
		call('GET /api/Task/ExistsTask', {
			query: { entityListID, entityID, taskListID: '', taskID: '1' },
		}),
	eventList: (entityListID: string, entityID: number) =>
		call('GET /api/Event/ExistsEvent', {
			query: { entityListID, entityID, eventListID: '', eventID: '1' },
		}),
};

/** Whether an empty list means that of the entity's site: the entity with a site is asked for a task or an event. */
function emptyListCheck(name: string, guess: 'taskList' | 'eventList', what: string): Check {
	return guessCheck({
		name,
		guess,
		expected: 'ofEntitySite',
		advice: `Name the list of the ${what} in the operation.`,
		needs: ['moduleId', 'items'],
		async read({ moduleId, items }, send) {
			const id = items.find((item) => siteIn(item) !== undefined)?.ID;
			if (id === undefined) return undefined;
			const outcome = await tried(asks[guess](moduleId, id), send);
			if ('answer' in outcome) return 'ofEntitySite';
			return outcome.status === methodNotAllowed ? undefined : 'required';
		},
	});
}

/** How calls are taken that only ask. */
export const callChecks: Check[] = [
	guessCheck({
		name: 'Signs in key values',
		guess: 'keyEscaping',
		expected: 'raw',
		needs: ['moduleId'],
		async read({ moduleId }, send) {
			const ListName = await moduleListName({ businessModule: moduleId }, send);
			// A query that this breaks is refused; one that it does not break finds nothing.
			const body: BodyOf<'POST /api/ListItem/Exists'> = {
				ListName,
				IdentifierFieldValues: [{ InternalFieldName: 'Title', Value: '<' }],
			};
			const outcome = await tried(call('POST /api/ListItem/Exists', { isRead: true, body }), send);
			return 'answer' in outcome ? 'escaped' : 'raw';
		},
	}),
	guessCheck({
		name: 'Lists on sites of entities',
		guess: 'itemCallsOnEntitySites',
		expected: 'siteInHeader',
		advice: 'List items and documents on sites of entities cannot be read or written here.',
		needs: ['items', 'siteUrl'],
		async read({ items, siteUrl }, send) {
			const site = items
				.map((item) => siteAddress(siteIn(item), siteUrl))
				.find((address) => address !== undefined);
			const [list] = site === undefined ? [] : await readLists(site, send);
			if (list?.ID === undefined) return undefined;
			return await readPage({ listId: list.ID, site }, { PageSize: 1 }, send).then(
				() => 'siteInHeader',
				() => 'rootOnly',
			);
		},
	}),
	guessCheck({
		name: 'Enumerations in answers',
		guess: 'enumerationsInAnswers',
		expected: 'numbers',
		advice: 'Both are read.',
		needs: ['modules'],
		async read({ modules }) {
			const [type] = modules.flatMap((module) => stagesIn(module)).map(({ Type }) => Type);
			if (type === undefined || type === null) return undefined;
			return typeof type === 'number' ? 'numbers' : 'names';
		},
	}),
	guessCheck({
		name: 'Relations of several entities',
		guess: 'relationQueryAnswer',
		expected: 'flat',
		advice: 'Both are read.',
		needs: ['moduleId', 'items'],
		async read({ moduleId: List, items }, send) {
			const Entities = items.flatMap(({ ID }) => (ID === undefined ? [] : [{ List, ID }]));
			const body = { ShowAll: true, Entities };
			const answer: unknown = await send(call('POST /api/Relations/query', { isRead: true, body }));
			const [first] = Array.isArray(answer) ? (answer as unknown[]) : [];
			if (first === undefined) return undefined;
			return Array.isArray(first) ? 'grouped' : 'flat';
		},
	}),
	emptyListCheck('List of tasks', 'taskList', 'task'),
	emptyListCheck('List of events', 'eventList', 'event'),
];
