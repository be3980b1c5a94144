import { randomBytes } from 'crypto';

import { uncheckedGuesses } from '../../../../../contract/values';
import type { Guesses } from '../../../../../contract/workpoint365';
import { asObject, isObject, member, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import { librariesOn } from '../../../../concepts/lists/library';
import { itemCall } from '../../../../concepts/query/item';
import { namedRelationTypes } from '../../../../concepts/relation';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { guid } from '../../../../parameters/guid';
import {
	check,
	checks,
	firstTaken,
	found,
	guess,
	ok,
	okIf,
	skipped,
	tried,
	warning,
} from './check';
import type { Check } from './check';
import { exists as existsItem, ownRelations, readItem, webhooksOf } from './ownEntity';
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
		const isGone = (await send(exists(own, id))) === false;
		const isRight = isThere === true && isGone;
		return okIf(isRight, 'Created, found and deleted', 'Created, but not found, or not deleted');
	}),
);

/** Not checked, with the reason: guesses, and what is left out altogether. */
const unchecked = {
	...uncheckedGuesses,
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
		// These refusals come from where relations are created; any other may come from before.
		const readings = { 404: 'absent', 405: 'absent', 400: 'posted', 500: 'posted' } as const;
		if (!('answer' in outcome))
			return yield found('relationCreation', readings[outcome.status as keyof typeof readings]);
		yield found('relationCreation', 'posted');
		yield found('unpublishedAnswers', answerReading(outcome.answer));
		await send(relate(one, other));
		const related = await ownRelations(own, send);
		const areTyped = related.every(({ RelationA: a, RelationB: b }) => a?.Type ?? b?.Type);
		const isComplete = related.length === 3 && areTyped;
		yield okIf(isComplete, 'Several are created in one call', 'Some or their types are missing');
	}),
	...thingChecks,
	guess('taskAssignee', async ({ siteOwner: own, person, send }) => {
		const forms = { email: person, loginName: `i:0#.f|membership|${person}` };
		return await firstTaken(forms, async (form) => {
			const id = textIn(await send(things.Tasks.create(own, form)));
			if (id !== '') await send(things.Tasks.remove(own, id));
		});
	}),
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
		yield found('registrationAnswer', member(answer, 'Id') ? 'body' : 'locationOnly');
		const told = member(answer, 'Secret');
		yield found('proxySecret', !told ? 'untold' : told === Secret ? 'confirmed' : 'replaced');
		const [listed] = await webhooksOf(own, send);
		const kept = JSON.stringify(listed?.Properties ?? {});
		const isKept = Object.values(Properties).every((value) => kept.includes(`"${value}"`));
		yield okIf(isKept, 'Listed with its properties', 'Not listed, or with other properties');
	}),
	check('Existence', async ({ own, send }) => {
		const IdentifierFieldValues = [{ InternalFieldName: 'Title', Value: own.title }];
		const isThere = (await existsItem(own, { IdentifierFieldValues }, send)) === true;
		return okIf(isThere, 'Found by its title', 'An entity that exists is not found');
	}),
	check('List items on the site', async ({ siteOwner: { site, title }, send }) => {
		const nameOf = (one: Schemas['List']) => lastSegment(one.ServerRelativeUrl);
		const libraries = new Set((await librariesOn(site, send)).map(({ listId }) => listId));
		// A call that ignored the site would find another list of the name.
		const others = new Set((await readLists(undefined, send)).map(nameOf));
		const list = (await readLists(site, send)).find(
			(one) => !libraries.has(textIn(one.ID)) && !others.has(nameOf(one)),
		);
		const ListName = list && nameOf(list);
		if (list?.ID === undefined || ListName === undefined)
			return skipped('The site has no list whose name the WorkPoint site has not');
		const FieldValues = [{ InternalFieldName: 'Title', Value: title }];
		const body = { ListName, FieldValues };
		const id = await send(call('POST /api/ListItem/Create', { site, body }));
		const item = await send(itemCall(list.ID, id, site));
		return okIf(item?.Title === title, 'Created and read', 'Created and not found');
	}),
	check('Stages of an entity', async ({ own, modules, send }) => {
		const entity = { EntityListId: own.businessModule, EntityItemId: own.entity };
		const now = async () => textIn((await readItem(own, send)).ContentTypeId);
		const first = await now();
		const module = modules.find(({ Id }) => guid(Id) === guid(own.businessModule));
		const stages = stagesIn(module ?? {}).map(({ ContentTypeId }) => textIn(ContentTypeId));
		const second = stages.find((stage) => stage !== '' && stage !== first);
		if (second === undefined || !stages.includes(first))
			return skipped('The module has no two stages');
		const OverrideConstraints = 'OverrideWarningsAndErrors' as const;
		for (const StageId of [second, first]) {
			const body = { ...entity, StageId, OverrideConstraints, OverrideRequiredFields: true };
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
