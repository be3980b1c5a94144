import { randomBytes } from 'crypto';

import { Base64Content } from '../../../../api/body';
import { asObject, isObject, member, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import type { FieldDescription } from '../../../../concepts/fields/description';
import { upload } from '../../../../concepts/lists/newDocument';
import { fieldIn, itemCall } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { namedRelationTypes } from '../../../../concepts/relation';
import { firstTaken, guessCheck, tried, type Check, type Known, type OwnEntity } from './check';
import { sampleOf } from './ownEntity';
import { things } from './things';

type Column = FieldDescription;
export type Values = Array<[column: Column, value: unknown]>;

/** Writes values by column, as they are, with the calls for entities. */
export async function update(own: OwnEntity, values: Values, send: Send) {
	const path = { businessModuleId: own.businessModule, entityId: own.entity };
	const entries = values.map(([column, value]) => [column[own.key], value]);
	const body = Object.fromEntries(entries) as Schemas['FieldValues'];
	await send(call('POST /api/Entity/{businessModuleId}/Update/{entityId}', { path, body }));
}

/** The same with the calls for list items. */
async function updateItem(own: OwnEntity, values: Values, send: Send) {
	const FieldValues = values.map(([{ name }, Value]) => ({ InternalFieldName: name, Value }));
	const body = { ListName: own.listName, ListItemID: own.entity, FieldValues };
	await send(call('POST /api/ListItem/Update', { body }));
}

async function textOf(own: OwnEntity, { name }: Column, send: Send): Promise<string> {
	return textIn(fieldIn(await send(itemCall(own.businessModule, own.entity)), name)?.Value);
}

/** The first form of a value that a column of one of the kinds takes and keeps; undefined where there is none. */
async function firstKept<R extends string>(
	{ own }: Known<'own'>,
	kinds: Array<Column['kind']>,
	formsFor: (column: Column) => Partial<Record<R, unknown>> | Promise<Partial<Record<R, unknown>>>,
	send: Send,
	write = update,
): Promise<R | undefined> {
	const column = own.columns.find(({ kind }) => kinds.includes(kind));
	if (column === undefined) return undefined;
	const forms = (await formsFor(column)) as Record<R, unknown>;
	return await firstTaken(forms, async (form) => {
		await write(own, [[column, column.isList ? [form] : form]], send);
		return (await textOf(own, column, send)) !== '';
	});
}

/** A file that can be converted to PDF. */
const document = {
	content: new Base64Content(async function* () {
		yield Buffer.from(Buffer.from('{\\rtf1 n8n check}').toString('base64'));
	}),
};

/** In which form the calls that change something take what they are given. */
export const writtenForms: Check[] = [
	guessCheck('Names of fields in entities', 'entityFieldKeys', ['own'], async ({ own }, send) => {
		const column = own.columns.find(
			(one) => one.name !== one.title && /text|number|boolean/.test(one.kind),
		);
		const forms = { internalNames: 'name', displayNames: 'title' } as const;
		if (column === undefined) return undefined;
		return await firstTaken(forms, async (key: OwnEntity['key']) => {
			await update({ ...own, key }, [[column, sampleOf(column, 1)]], send);
			own.key = key;
		});
	}),
	guessCheck('Dates in entities', 'entityDates', ['own'], async (facts, send) => {
		const [isoText, isoMomentsOnly] = ['2027-03-28', '2027-03-28T00:00:00Z'];
		const forms = { isoText, isoMomentsOnly, listEngine: '28-03-2027' };
		const reading = await firstKept(facts, ['date', 'dateTime'], () => forms, send);
		if (reading === 'isoText') facts.takesIsoDates = true;
		return reading;
	}),
	guessCheck('Moments in list items', 'isoMoments', ['own'], async (facts, send) => {
		const forms = { parsed: '2027-03-28T00:30:00Z', refused: '28-03-2027' };
		return await firstKept(facts, ['dateTime', 'date'], () => forms, send, updateItem);
	}),
	guessCheck('Persons in entities', 'entityPersons', ['own', 'person'], async (facts, send) => {
		const { person } = facts;
		const forms = { object: { Email: person }, loginName: person };
		const reading = await firstKept(facts, ['user'], () => forms, send);
		// Somebody whom list calls find by the address, and these do not, goes by number.
		const other = { itemId: person };
		return reading ?? (await firstKept(facts, ['user'], () => other, send, updateItem));
	}),
	guessCheck('Lookups in entities', 'entityLookups', ['own'], async (facts, send) => {
		const formsFor = async ({ lookupList: listId }: Column) => {
			const page = listId ? await readPage({ listId }, { PageSize: 1 }, send) : {};
			const [item] = objectsIn(page.Items);
			return item ? { itemId: item.ID, object: { LookupId: item.ID } } : {};
		};
		return await firstKept(facts, ['lookup'], formsFor, send);
	}),
	guessCheck('Terms in entities', 'entityTerms', ['own', 'items'], async (facts, send) => {
		const formsFor = ({ name }: Column) => {
			const texts = facts.items.map((item) => textIn(fieldIn(item, name)?.Value));
			const label = texts.find((text) => text !== '')?.split(';#')[0];
			return label === undefined ? {} : { object: { Label: label }, label };
		};
		return await firstKept(facts, ['term'], formsFor, send);
	}),
	guessCheck('Library of an upload', 'listName', ['library'], async (facts, send) => {
		const { library } = facts;
		const forms = { title: library.title, urlSegment: textIn(lastSegment(library.path)) };
		const reading = await firstTaken(forms, async (name) => {
			const target = { library: { ...library, name }, folderUrl: undefined };
			const { Answer: answer } = await upload('n8n check.rtf', document, target, false, send);
			Object.assign(facts, { foundLibrary: target.library, unpublished: { answer } });
		});
		return forms.title === forms.urlSegment ? undefined : reading;
	}),
	guessCheck(
		'Folder of an upload',
		'folderUrl',
		['foundLibrary'],
		async ({ foundLibrary: library }, send) => {
			const name = 'n8n check 2.rtf';
			const { listId, site, path } = library;
			const reading = await firstTaken({ serverRelative: path }, async () => {
				await upload(name, document, { library, folderUrl: path }, false, send);
			});
			// Without a folder, the same was accepted.
			if (reading === undefined) return 'libraryRelative';
			const page = readPage({ listId, site }, { PageSize: 100 }, send);
			const paths = await page.then(
				({ Items }) => objectsIn(Items).map((item) => fieldIn(item, 'FileRef')?.Value),
				// Such lists cannot be read here.
				() => [`${path}/${name}`],
			);
			return paths.includes(`${path}/${name}`) ? reading : undefined;
		},
	),
	guessCheck('Addresses of documents', 'documentUrls', ['foundLibrary'], async (facts, send) => {
		const { site, path } = facts.foundLibrary;
		const plain = `${new URL(site).origin}${path}/n8n check`;
		const isFound = async (base: string, n: number) => {
			const DocumentUrl = `${base}.rtf`;
			const urls = { DocumentUrl, OutputUrl: `${base}${n}.pdf` };
			const sites = { DocumentSiteUrl: site, OutputSiteUrl: site };
			const body = { ...sites, ...urls, OutputExistsBehaviour: 'Cancel' } as const;
			const route = 'POST /api/Document/ConvertToPdfAndSaveOutput';
			const taken = await firstTaken(
				{ isFound: body },
				async () => await send(call(route, { body })),
			);
			if (taken) facts.documentUrl = DocumentUrl;
			return taken !== undefined;
		};
		const isEncodedFound = await isFound(encodeURI(plain), 1);
		if (await isFound(plain, 2)) return isEncodedFound ? 'either' : 'unencodedOnly';
		return isEncodedFound ? 'encodedOnly' : undefined;
	}),
	guessCheck('Relation to itself', 'relationCreation', ['own'], async (facts, send) => {
		const { businessModule: ListId, entity: EntityId } = facts.own;
		const [{ Id: TargetRelationTypeId = 1 } = {}] = await namedRelationTypes(send);
		const type = 'RelationItemBuilderViewModel';
		const BuilderRelations = [{ type, ListId, EntityId, TargetRelationTypeId } as const];
		const body = { SourceListId: ListId, SourceItemId: EntityId, BuilderRelations };
		const outcome = await tried(call('POST /api/Relations', { body }), send);
		if ('answer' in outcome) {
			facts.unpublished = outcome;
			return 'posted';
		}
		if (outcome.status === 404 || outcome.status === 405) return 'absent';
		// Such a refusal comes from where relations are made; any other may come from before.
		return outcome.status === 400 || outcome.status === 500 ? 'posted' : undefined;
	}),
	guessCheck(
		'Answers that are not published',
		'unpublishedAnswers',
		['unpublished'],
		async ({ unpublished: { answer } }) => {
			if (typeof answer === 'number') return 'bareId';
			if (isObject(answer)) return 'object';
			return answer === undefined || answer === null ? 'nothing' : undefined;
		},
	),
	guessCheck(
		'Person of a task',
		'taskAssignee',
		['own', 'ownSite', 'person'],
		async ({ own, person }, send) => {
			const forms = { email: person, loginName: `i:0#.f|membership|${person}` };
			return await firstTaken(forms, async (form) => {
				const { create, remove } = things.Tasks;
				const id = textIn(await send(create(own, form)));
				if (id !== '') await send(remove(own, id));
			});
		},
	),
	guessCheck('Registration of a webhook', 'registrationAnswer', ['own'], async (facts, send) => {
		const { businessModule: BusinessModuleId, title: Description } = facts.own;
		const route = 'GET /api/BusinessModules/{id}/Triggers';
		const triggers = await send(call(route, { path: { id: BusinessModuleId } }));
		const WorkPointTrigger = objectsIn(triggers)[0]?.Id;
		if (WorkPointTrigger === undefined) return undefined;
		const Secret = randomBytes(32).toString('hex');
		facts.secret = Secret;
		// It is paused, and nobody is there: no event goes out.
		const state = { WebHookUri: 'https://n8n-check.invalid/', IsPaused: true };
		const Properties = { WorkPointUrl: facts.siteUrl, BusinessModuleId, WorkPointTrigger };
		const body = { ...state, Secret, Description, Properties };
		const asked = call('POST /api/webhookproxy', { body, secrets: [Secret] });
		facts.webhook = asObject(await send(asked));
		return member(facts.webhook, 'Id') ? 'body' : 'locationOnly';
	}),
	guessCheck(
		'Secret of a webhook',
		'proxySecret',
		['secret', 'webhook'],
		async ({ secret, webhook }) => {
			const told = member(webhook, 'Secret');
			return !told ? 'untold' : told === secret ? 'confirmed' : 'replaced';
		},
	),
];
