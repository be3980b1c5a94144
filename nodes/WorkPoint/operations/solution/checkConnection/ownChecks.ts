import { randomBytes } from 'crypto';

import { uncheckedGuesses } from '../../../../../contract/values';
import type { Guesses } from '../../../../../contract/workpoint365';
import { asObject, isObject, member, objectsIn, textIn } from '../../../../api/json';
import { call, type Call, type Schemas } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import { isLibrary } from '../../../../concepts/lists/library';
import { itemCall } from '../../../../concepts/query/item';
import { namedRelationTypes, relationInput } from '../../../../concepts/relation';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { guid } from '../../../../parameters/guid';
import { check, checks, firstTaken, verdict, ok, okIf, skipped, tried, warning } from './check';
import type { Check, Known } from './check';
import { itemExists, ownRelations, readItem, webhooksOf } from './ownEntity';
import { tasksAndEvents } from './taskAndEventCalls';

/** The reading of an answer whose form is not published. */
function answerReading(answer: unknown): Guesses['unpublishedAnswers'] | undefined {
	if (typeof answer === 'number') return 'bareId';
	if (isObject(answer)) return 'object';
	return answer === undefined || answer === null ? 'nothing' : undefined;
}

const thingChecks = Object.entries(tasksAndEvents).map(([name, { create, exists, remove }]) =>
	checks(name, async function* ({ siteOwner: own, known: { person }, send }) {
		const persons = { email: person, loginName: `i:0#.f|membership|${person}`, nobody: '' };
		const forms = person && name === 'Tasks' ? persons : { nobody: '' };
		let id = '';
		const taken = await firstTaken(forms, async (form) => {
			id = textIn(await send(create(own, form)));
		});
		if (taken !== 'nobody') yield verdict('taskAssignee', taken);
		if (id === '') return yield warning('Refused, or created without an ID');
		const isThere = await send(exists(own, id));
		await send(remove(own, id));
		const isRight = isThere === true && (await send(exists(own, id))) === false;
		yield okIf(isRight, 'Created, found and deleted', 'Created, but not found, or not deleted');
	}),
);

/** A check of a change of stage, and back. */
const stageCheck = (name: string, changeTo: (facts: Known, StageId: string) => Call) =>
	check(name, async (facts) => {
		const { own, items, modules, send } = facts;
		// The own entity is the first, as it was after its creation.
		const first = textIn(items[0]?.ContentTypeId);
		const module = modules.find(({ Id }) => guid(Id) === guid(own.businessModule));
		const stages = stagesIn(module ?? {}).map(({ ContentTypeId }) => textIn(ContentTypeId));
		const second = stages.find((stage) => stage !== '' && stage !== first);
		if (second === undefined || !stages.includes(first))
			return skipped('The module has no two stages');
		for (const stage of [second, first]) {
			await send(changeTo(facts, stage));
			if ((await readItem(own, send)).ContentTypeId !== stage)
				return warning('A change was accepted, and the stage is another one');
		}
		return ok('Changed, and back');
	});

/** Not checked, with the reason: guesses, and what is left out altogether. */
const unchecked = {
	...uncheckedGuesses,
	'Move, Copy, permissions, master site, site collections': 'they reach beyond one entity',
	'Digital Signature': 'it reaches a provider',
};

/** Checks of all that belongs to the own entity, beside its fields and its documents. */
export const ownChecks: Check[] = [
	checks('Relations', async function* ({ own, send }) {
		const { businessModule, entity } = own;
		const ends = { ...own, targetBusinessModule: businessModule, targetEntity: entity };
		const named = (await namedRelationTypes(send)).flatMap(({ Id }) => Id ?? []);
		const [one = 1, other = one] = new Set(named);
		const relate = (...types: number[]) => {
			const relations = types.map((relationType) => relationInput({ ...ends, relationType }));
			const source = { SourceListId: businessModule, SourceItemId: entity };
			const body = { ...source, BuilderRelations: relations };
			return call('POST /api/Relations', { body });
		};
		const outcome = await tried(relate(one), send);
		// These refusals come from where relations are created; any other may come from before.
		const readings = { 404: 'absent', 405: 'absent', 400: 'posted', 500: 'posted' } as const;
		if (!('answer' in outcome))
			return yield verdict('relationCreation', readings[outcome.status as keyof typeof readings]);
		yield verdict('relationCreation', 'posted');
		yield verdict('unpublishedAnswers', answerReading(outcome.answer));
		await send(relate(one, other));
		const related = await ownRelations(own, send);
		const areTyped = related.every(({ RelationA: a, RelationB: b }) => a?.Type ?? b?.Type);
		const isComplete = related.length === 3 && areTyped;
		yield okIf(isComplete, 'Several are created in one call', 'Some or their types are missing');
	}),
	...thingChecks,
	checks('Webhook', async function* ({ own, siteUrl: WorkPointUrl, send }) {
		const { businessModule: id, title: Description } = own;
		const triggers = await send(call('GET /api/BusinessModules/{id}/Triggers', { path: { id } }));
		const WorkPointTrigger = objectsIn(triggers)[0]?.Id;
		if (WorkPointTrigger === undefined) return yield skipped('The module has no triggers');
		const Secret = randomBytes(32).toString('hex');
		// It is paused, and its host does not exist: no event goes out.
		const state = { WebHookUri: 'https://n8n-check.invalid/', IsPaused: true };
		const Properties = { WorkPointUrl, BusinessModuleId: id, WorkPointTrigger };
		const body = { ...state, Secret, Description, Properties };
		const asked = call('POST /api/webhookproxy', { body, secrets: [Secret] });
		const answer = asObject(await send(asked));
		yield verdict('registrationAnswer', member(answer, 'Id') ? 'body' : 'locationOnly');
		const told = member(answer, 'Secret');
		yield verdict('proxySecret', !told ? 'untold' : told === Secret ? 'confirmed' : 'replaced');
		const [listed] = await webhooksOf(own, send);
		const kept = JSON.stringify(listed?.Properties ?? {});
		const isKept = Object.values(Properties).every((value) => kept.includes(`"${value}"`));
		yield okIf(isKept, 'Listed with its properties', 'Not listed, or with other properties');
	}),
	check('Existence', async ({ own, send }) => {
		const IdentifierFieldValues = [{ InternalFieldName: 'Title', Value: own.title }];
		const isThere = await itemExists(own, { IdentifierFieldValues }, send);
		return okIf(isThere === true, 'Found by its title', 'An entity that exists is not found');
	}),
	check('List items on the site', async ({ siteOwner: { site, title }, send }) => {
		const nameOf = (one: Schemas['List']) => lastSegment(one.ServerRelativeUrl);
		// A call that ignored the site would find another list of the name.
		const others = new Set((await readLists(undefined, send)).map(nameOf));
		const lists = (await readLists(site, send)).filter((one) => !isLibrary(one));
		const list = lists.find((one) => !others.has(nameOf(one)));
		const ListName = list && nameOf(list);
		if (list?.ID === undefined || ListName === undefined)
			return skipped('The site has no list whose name the WorkPoint site has not');
		const FieldValues = [{ InternalFieldName: 'Title', Value: title }];
		const body = { ListName, FieldValues };
		const id = await send(call('POST /api/ListItem/Create', { site, body }));
		const item = await send(itemCall(list.ID, id, site));
		return okIf(item?.Title === title, 'Created and read', 'Created and not found');
	}),
	stageCheck('Stages of an entity', ({ own }, StageId) => {
		const overrides = { OverrideConstraints: 'OverrideWarningsAndErrors' as const };
		const entity = { EntityListId: own.businessModule, EntityItemId: own.entity };
		const body = { ...entity, StageId, ...overrides, OverrideRequiredFields: true };
		return call('POST /api/ListItem/ChangeStage', { body });
	}),
	stageCheck('Stages of many entities', ({ own, stageModelId: StageModelId }, StageId) => {
		const entities = { BusinessModuleId: own.businessModule, Entities: [{ ID: own.entity }] };
		const body = { ...entities, StageModelId, StageId, RunProcessAs: 'Synchronous' as const };
		return call('POST /api/Entity/BatchChangeStage', { body });
	}),
	check('Activity', async ({ own, send }) => {
		// Terms of the service's own example, which a site may lack (A, contract: Activity).
		const terms = { EventType: 'Document;Created', EventTypeId: '1', EventSourceType: 'Document' };
		const entity = { BusinessModuleId: own.businessModule, Entity: own.entity };
		const body = { Title: own.title, ...terms, ...entity, EventDate: new Date().toISOString() };
		const outcome = await tried(call('POST /api/EntityActivityLog/Add', { body }), send);
		if ('answer' in outcome) return ok('An entry is added');
		const needs = 'it needs WorkPoint 4, and terms that the site may lack';
		return skipped(`Not confirmed (status ${outcome.status ?? 'unknown'}): ${needs}`);
	}),
	...Object.entries(unchecked).map(([what, because]) =>
		check('Not checked', async () => skipped(`${what}: not checked, because ${because}`)),
	),
];
