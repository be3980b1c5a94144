import { UserError, type IDataObject } from 'n8n-workflow';

import { asObject, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import { byInternalName, type FieldDescription } from '../../../../concepts/fields/description';
import { listFieldValues } from '../../../../concepts/fields/listNotation';
import { fieldIn, itemCall, toJson } from '../../../../concepts/query/item';
import { stagesIn } from '../../../../concepts/stage';
import { guid } from '../../../../parameters/guid';
import { check, ok, skipped, warning, type Check, type OwnEntity } from './check';
import { sampleOf } from './ownEntity';
import { things } from './things';
import { update, type Values } from './writtenForms';

function refuse(): never {
	throw new UserError('A sample fits no field');
}

/** Writes values as Create or Update sends them. The title is among them: should a double come of it, it has the title. */
async function upsert(own: OwnEntity, all: Values, send: Send): Promise<void> {
	const { businessModule, listName: ListName, title: Title, entity } = own;
	const values = Object.fromEntries(all.map(([{ name }, value]) => [name, value])) as IDataObject;
	const fields = { values: { ...values, Title }, reader: { refuse, timezone: 'UTC' } };
	const FieldValues = await listFieldValues({ businessModule, fields }, send);
	const IdentifierFieldValues = [{ InternalFieldName: 'Title', Value: Title }];
	const body = { ListName, IdentifierFieldValues, FieldValues };
	const id = await send(call('POST /api/ListItem/CreateOrUpdate', { body }));
	if (id === entity) return;
	own.double = id;
	throw new UserError('Create or Update made a second entity');
}

/** The calls that write values. */
const ways = { 'Values by Entity → Update': update, 'Values by Create or Update': upsert };

/** Whether a value came back; a link with or without its text. */
const isBack = ({ kind }: FieldDescription, value: unknown, back: unknown) =>
	kind === 'link'
		? String(back).startsWith(textIn(asObject(value as Schemas['ListItem']).Url))
		: JSON.stringify(back) === JSON.stringify(value);

const valueChecks = Object.entries(ways).map(([name, write], n) =>
	check(name, ['own'], async ({ own }, send) => {
		const values = own.columns
			.map((column): Values[number] => [column, sampleOf(column, n)])
			.filter(
				([{ name, kind }, value]) => value !== undefined && name !== 'Title' && !/^date/.test(kind),
			);
		await write(own, values, send);
		const item = await send(itemCall(own.businessModule, own.entity));
		const back = toJson(item, byInternalName(own.columns));
		const others = values.filter(([column, value]) => !isBack(column, value, back[column.name]));
		const types = [...new Set(others.map(([{ type }]) => type))].join(', ');
		return types === ''
			? ok(`${values.length} values come back as they were written`)
			: warning(`Come back otherwise: ${types}`, 'Compare values of these types with care.');
	}),
);

/** Around midnight, and around the changes to summer time and back. */
const moments = ['06-30T23:30', '03-28T00:30', '03-28T01:30', '10-31T00:30'].map(
	(one) => `2027-${one}:00Z`,
);

const timeOf = (text: string) =>
	Date.parse(
		text.replace(
			/^(\d\d)-(\d\d)-(\d{4})(?: (.*))?$/,
			(_all, d, m, y, time = '00:00:00') => `${y}-${m}-${d}T${time}Z`,
		),
	);

const dateCheck = check('Days and moments', ['own', 'takesIsoDates'], async ({ own }, send) => {
	const columns = own.columns.filter(({ kind }) => /^date/.test(kind));
	const shifts: Record<string, Set<number>> = { date: new Set(), dateTime: new Set() };
	for (const moment of moments) {
		const textFor = ({ kind }: FieldDescription) =>
			kind === 'date' ? moment.slice(0, 10) : moment;
		const written = columns.map((column): Values[number] => [column, textFor(column)]);
		await update(own, written, send);
		const item = await send(itemCall(own.businessModule, own.entity));
		for (const column of columns) {
			const back = timeOf(textIn(fieldIn(item, column.name)?.Value));
			shifts[column.kind]?.add((back - Date.parse(textFor(column))) / 3_600_000);
		}
	}
	const hours = Object.entries(shifts).flatMap(([kind, some]) =>
		[...some].map((n) => `${kind} ${n} h`),
	);
	return hours.every((text) => / 0 h$/.test(text))
		? ok('They come back as they were written')
		: warning(`They come back shifted: ${hours.join(', ')}`, 'Compare dates with care.');
});

const thingChecks = Object.entries(things).map(([name, { create, exists, remove }]) =>
	check(name, ['own', 'ownSite'], async ({ own }, send) => {
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

/** What is done and seen again on the own entity, beyond any guess. */
export const roundTrips: Check[] = [
	...valueChecks,
	dateCheck,
	...thingChecks,
	check('Existence', ['own'], async ({ own: { listName: ListName, title: Value } }, send) => {
		const keys = [{ InternalFieldName: 'Title', Value }];
		const body = { ListName, IdentifierFieldValues: keys };
		return (await send(call('POST /api/ListItem/Exists', { isRead: true, body }))) === true
			? ok('Found by its title')
			: warning('An entity that exists is not found');
	}),
	check('Records', ['ownSite', 'documentUrl'], async (facts, send) => {
		const query = { siteUrl: facts.ownSite, documentUrl: facts.documentUrl };
		facts.recordUrl = facts.documentUrl;
		await send(call('POST /api/RecordManagement/Declare', { query }));
		await send(call('POST /api/RecordManagement/Undeclare', { query }));
		delete facts.recordUrl;
		return ok('Declared and undeclared');
	}),
	check('Stages of an entity', ['own', 'modules'], async ({ own, modules }, send) => {
		const { businessModule, entity } = own;
		const now = async () =>
			textIn(asObject(await send(itemCall(businessModule, entity))).ContentTypeId);
		const first = await now();
		const module = modules.find(({ Id }) => guid(Id) === guid(businessModule));
		const stages = stagesIn(module ?? {}).map(({ ContentTypeId }) => textIn(ContentTypeId));
		const second = stages.find((stage) => stage !== '' && stage !== first);
		if (second === undefined || !stages.includes(first))
			return skipped('The module has no two stages');
		const overrides = {
			OverrideConstraints: 'OverrideWarningsAndErrors',
			OverrideRequiredFields: true,
		} as const;
		const reached = [];
		for (const StageId of [second, first]) {
			const body = { EntityListId: businessModule, EntityItemId: entity, StageId, ...overrides };
			await send(call('POST /api/ListItem/ChangeStage', { body }));
			reached.push(await now());
		}
		return reached[0] === second && reached[1] === first
			? ok('Changed, and back')
			: warning('A change was accepted, and the stage is another one');
	}),
];

/** What is not looked at, and why: by guess, or by what is left out altogether. */
const unchecked = {
	messageId: 'nobody knows the ID of a mail that was filed',
	overload: 'it would take an overload',
	confirmedSecret: 'only an event that a workflow receives shows it',
	notificationNames: 'only an event that a workflow receives shows it',
	'Change Stage of Many': 'no call returns the stage model that it needs',
	'Move, Copy, permissions, master site, site collections': 'they reach beyond one entity',
	'Digital Signature': 'it reaches a provider',
	Activity: 'no call removes an entry from the log',
};

export const uncheckedRows: Check[] = Object.entries(unchecked).map(([what, because]) =>
	check('Not checked', [], async () => skipped(`${what}: not checked, because ${because}`)),
);
