import { randomBytes } from 'crypto';

import type { Guesses } from '../../../../../contract/workpoint365';
import { asObject, isObject, member, objectsIn, textIn } from '../../../../api/json';
import { call } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import { librariesOn } from '../../../../concepts/lists/library';
import { itemCall } from '../../../../concepts/query/item';
import { namedRelationTypes } from '../../../../concepts/relation';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { guid } from '../../../../parameters/guid';
import { check, checks, firstTaken, found, guessCheck, ok, skipped, tried, warning } from './check';
import type { Check } from './check';
import { ownRelations, webhooksOf } from './ownEntity';
import { things } from './things';

/** The reading of an answer whose form is not published. */
function answerReading(answer: unknown): Guesses['unpublishedAnswers'] | undefined {
	if (typeof answer === 'number') return 'bareId';
	if (isObject(answer)) return 'object';
	return answer === undefined || answer === null ? 'nothing' : undefined;
}

const thingChecks = Object.entries(things).map(([name, { create, exists, remove }]) =>
	check(name, async ({ siteOwner: own, send }) => {
		const id = textIn(await send(create(own, '')));
		if (id === '') return warning('Created without an ID');
		const isThere = await send(exists(own, id));
		await send(remove(own, id));
		const isThereStill = await send(exists(own, id));
		return isThere === true && isThereStill === false
			? ok('Created, found and deleted')
			: warning(`Created, ${isThere === true ? 'found and not deleted' : 'and not found'}`);
	}),
);

/** Not checked, with the reason: guesses, and what is left out altogether. */
const unchecked = {
	messageId: 'nobody knows the ID of a mail that was filed',
	overload: 'it would take an overload',
	confirmedSecret: 'only an event that a workflow receives shows it',
	notificationNames: 'only an event that a workflow receives shows it',
	'Change Stage of Many': 'no call returns the stage model that it needs',
	'Move, Copy, permissions, master site, site collections': 'they reach beyond one entity',
	'Digital Signature': 'it reaches a provider',
	Activity: 'no call lists the terms that an entry needs, and none removes an entry',
};

/** Checks of all that belongs to the own entity, beside its fields and its documents. */
export const ownChecks: Check[] = [
	checks('Relations', async function* ({ own, send }) {
		const { businessModule: ListId, entity: EntityId } = own;
		const named = (await namedRelationTypes(send)).flatMap(({ Id }) => Id ?? []);
		const [one = 1, other = one] = new Set(named);
		const relate = (...types: number[]) => {
			const BuilderRelations = types.map((TargetRelationTypeId) => {
				const type = 'RelationItemBuilderViewModel' as const;
				return { type, ListId, EntityId, TargetRelationTypeId };
			});
			const body = { SourceListId: ListId, SourceItemId: EntityId, BuilderRelations };
			return call('POST /api/Relations', { body });
		};
		const outcome = await tried(relate(one), send);
		const status = 'status' in outcome ? outcome.status : undefined;
		const isAbsent = status === 404 || status === 405;
		// These refusals come from where relations are made; any other may come from before.
		const isThere = 'answer' in outcome || status === 400 || status === 500;
		yield found('relationCreation', isAbsent ? 'absent' : isThere ? 'posted' : undefined);
		if (!('answer' in outcome)) return;
		yield found('unpublishedAnswers', answerReading(outcome.answer));
		await send(relate(one, other));
		const related = await ownRelations(own, send);
		const areTyped = related.every(
			({ RelationA, RelationB }) => RelationA?.Type ?? RelationB?.Type,
		);
		yield related.length === 3 && areTyped
			? ok('Several are created in one call, and returned with their types')
			: warning('Several in one call are not all created, or returned without their types');
	}),
	...thingChecks,
	guessCheck('Person of a task', 'taskAssignee', async (facts) => {
		const { siteOwner: own, person, send } = facts;
		const forms = { email: person, loginName: `i:0#.f|membership|${person}` };
		return await firstTaken(forms, async (form) => {
			const id = textIn(await send(things.Tasks.create(own, form)));
			if (id !== '') await send(things.Tasks.remove(own, id));
		});
	}),
	checks('Webhook', async function* ({ own, siteUrl: WorkPointUrl, send }) {
		const { businessModule: BusinessModuleId, title: Description } = own;
		const route = 'GET /api/BusinessModules/{id}/Triggers';
		const triggers = await send(call(route, { path: { id: BusinessModuleId } }));
		const WorkPointTrigger = objectsIn(triggers)[0]?.Id;
		if (WorkPointTrigger === undefined) return yield skipped('The module has no triggers');
		const Secret = randomBytes(32).toString('hex');
		// It is paused, and its host does not exist: no event goes out.
		const state = { WebHookUri: 'https://n8n-check.invalid/', IsPaused: true };
		const Properties = { WorkPointUrl, BusinessModuleId, WorkPointTrigger };
		const body = { ...state, Secret, Description, Properties };
		const asked = call('POST /api/webhookproxy', { body, secrets: [Secret] });
		const answer = asObject(await send(asked));
		yield found('registrationAnswer', member(answer, 'Id') ? 'body' : 'locationOnly');
		const told = member(answer, 'Secret');
		const confirmed = told === Secret ? 'confirmed' : 'replaced';
		yield found('proxySecret', told ? confirmed : 'untold');
		const [listed] = await webhooksOf(own, send);
		const kept = Object.entries(asObject(listed?.Properties)).map(
			([name, value]) => `${name} ${textIn(value)}`,
		);
		yield Object.entries(Properties).every(([name, value]) => kept.includes(`${name} ${value}`))
			? ok('Listed with its properties')
			: warning(listed ? 'Listed with other properties' : 'Not listed');
	}),
	check('Existence', async ({ own: { listName: ListName, title: Value }, send }) => {
		const keys = [{ InternalFieldName: 'Title', Value }];
		const body = { ListName, IdentifierFieldValues: keys };
		return (await send(call('POST /api/ListItem/Exists', { isRead: true, body }))) === true
			? ok('Found by its title')
			: warning('An entity that exists is not found');
	}),
	check('List items on the site', async ({ siteOwner: own, send }) => {
		const { site } = own;
		const nameOf = (one: { ServerRelativeUrl?: string | null }) =>
			lastSegment(one.ServerRelativeUrl);
		const libraries = new Set((await librariesOn(site, send)).map(({ listId }) => listId));
		// A call that ignored the site would find another list of the name.
		const others = new Set((await readLists(undefined, send)).map(nameOf));
		const list = (await readLists(site, send)).find(
			(one) => !libraries.has(textIn(one.ID)) && !others.has(nameOf(one)),
		);
		const ListName = list && nameOf(list);
		if (list?.ID === undefined || ListName === undefined)
			return skipped('The site has no list whose name the WorkPoint site has not');
		const FieldValues = [{ InternalFieldName: 'Title', Value: own.title }];
		const id = await send(
			call('POST /api/ListItem/Create', { site, body: { ListName, FieldValues } }),
		);
		const item = await send(itemCall(list.ID, id, site));
		return item?.Title === own.title ? ok('Created and read') : warning('Created, and not read');
	}),
	check('Stages of an entity', async ({ own, modules, send }) => {
		const { businessModule: EntityListId, entity: EntityItemId } = own;
		const now = async () =>
			textIn(asObject(await send(itemCall(EntityListId, EntityItemId))).ContentTypeId);
		const first = await now();
		const module = modules.find(({ Id }) => guid(Id) === guid(EntityListId));
		const stages = stagesIn(module ?? {}).map(({ ContentTypeId }) => textIn(ContentTypeId));
		const second = stages.find((stage) => stage !== '' && stage !== first);
		if (second === undefined || !stages.includes(first))
			return skipped('The module has no two stages');
		const OverrideConstraints = 'OverrideWarningsAndErrors';
		const overrides = { OverrideConstraints, OverrideRequiredFields: true } as const;
		for (const StageId of [second, first]) {
			const body = { EntityListId, EntityItemId, StageId, ...overrides };
			await send(call('POST /api/ListItem/ChangeStage', { body }));
			if ((await now()) !== StageId)
				return warning('A change was accepted, and the stage is another one');
		}
		return ok('Changed, and back');
	}),
	...Object.entries(unchecked).map(([what, because]) =>
		check('Not checked', async () => skipped(`${what}: not checked, because ${because}`)),
	),
];
