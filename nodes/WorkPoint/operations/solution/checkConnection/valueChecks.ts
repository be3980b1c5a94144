import { UserError, type IDataObject } from 'n8n-workflow';

import type { Guesses } from '../../../../../contract/workpoint365';
import { asObject, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import {
	byInternalName,
	type FieldDescription as Column,
} from '../../../../concepts/fields/description';
import { listFieldValues } from '../../../../concepts/fields/listNotation';
import { fieldIn, toJson } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { accepts, check, firstTaken, guess, okIf, skipped, valuesFor } from './check';
import type { Check, Known, OwnEntity, Values } from './check';
import { bodyOf, readItem, sampleOf, samplesFor } from './ownEntity';

type Forms<R extends string> = Partial<Record<R, unknown>>;
type Write = (own: OwnEntity, values: Values, send: Send) => Promise<void>;

/** Writes values by column, as they are, with the calls for entities. */
const update: Write = async (own, values, send) => {
	const path = { businessModuleId: own.businessModule, entityId: own.entity };
	const route = 'POST /api/Entity/{businessModuleId}/Update/{entityId}';
	await send(call(route, { path, body: bodyOf(own, values) }));
};

/** The same with the calls for list items. */
const updateItem: Write = async (own, values, send) => {
	const FieldValues = values.map(([{ name }, Value]) => ({ InternalFieldName: name, Value }));
	const body = { ListName: own.listName, ListItemID: own.entity, FieldValues };
	await send(call('POST /api/ListItem/Update', { body }));
};

const refuse = (): never => {
	throw new UserError('A sample fits no field');
};

/** Writes values as Create or Update sends them. The title is among them: should a double come of it, it has the title. */
const upsert: Write = async (own, all, send) => {
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
};

/** A check of the forms of a value, by reading, in a column of one of the kinds: the first that is taken and kept. */
function formCheck<G extends keyof Guesses>(
	name: G,
	kinds: Array<Column['kind']>,
	formsFor: (facts: Known, column: Column) => Forms<Guesses[G]> | Promise<Forms<Guesses[G]>>,
	byListCall: Array<Guesses[G]> = [],
): Check {
	return guess(name, async (facts) => {
		const { own, send } = facts;
		const column = own.columns.find(({ kind }) => kinds.includes(kind));
		if (column === undefined) return undefined;
		return await firstTaken(await formsFor(facts, column), async (form, reading) => {
			const write = byListCall.includes(reading) ? updateItem : update;
			await write(own, [[column, column.isList ? [form] : form]], send);
			return textIn(fieldIn(await readItem(own, send), column.name)?.Value) !== '';
		});
	});
}

const readValues = async (own: OwnEntity, send: Send) =>
	toJson(await readItem(own, send), byInternalName(own.columns));

const asWritten = 'They come back as they were written';

/** Whether a value came back; a link with or without its text, a person in whichever form. */
function isBack({ kind }: Column, value: unknown, back: unknown): boolean {
	if (kind === 'user') return Boolean(back);
	if (/^date/.test(kind)) return Date.parse(textIn(back)) === Date.parse(textIn(value));
	const url = kind === 'link' ? textIn(asObject(value as Schemas['ListItem']).Url) : undefined;
	return url ? String(back).startsWith(url) : JSON.stringify(back) === JSON.stringify(value);
}

/** A check that values of all kinds come back, by a call that writes them; without one, those of the creation. */
function valueCheck(way: string, n: number, write?: Write): Check {
	return check(`Values by ${way}`, async ({ own, send }) => {
		const values = write ? samplesFor(own.columns, n) : own.initial;
		if (values.length === 0) return skipped('Fields of all kinds were not accepted together');
		await write?.(own, values, send);
		const back = await readValues(own, send);
		const others = values.filter(([column, value]) => !isBack(column, value, back[column.name]));
		const types = [...new Set(others.map(([{ type }]) => type))].join(', ');
		const advice = 'Compare values of these types with care.';
		return okIf(types === '', asWritten, `Come back otherwise: ${types}`, advice);
	});
}

/** Around the change to summer time. */
const moments = ['2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'];

/** The forms in which calls accept values of fields, and the values that come back. */
export const valueChecks: Check[] = [
	valueCheck('Entity → Create', 2),
	guess('entityFieldKeys', async ({ own, send }) => {
		const column = own.columns.find(
			(one) => one.name !== one.title && /text|number|boolean/.test(one.kind),
		);
		const forms = { internalNames: 'name', displayNames: 'title' } as const;
		if (column === undefined) return undefined;
		// The creation has shown it, unless it took nothing but required fields.
		if (own.initial.length > 0) return own.key === 'name' ? 'internalNames' : 'displayNames';
		return await firstTaken(forms, async (key: OwnEntity['key']) => {
			await update({ ...own, key }, [[column, sampleOf(column, 1)]], send);
			own.key = key;
		});
	}),
	formCheck('entityDates', ['date', 'dateTime'], () => ({
		...{ isoText: '2027-03-28', isoMomentsOnly: '2027-03-28T00:00:00Z', listEngine: '28-03-2027' },
	})),
	formCheck(
		'isoMoments',
		['dateTime', 'date'],
		() => ({ parsed: '2027-03-28T00:30:00Z', refused: '28-03-2027' }),
		['parsed', 'refused'],
	),
	formCheck(
		'entityPersons',
		['user'],
		({ person }) => ({ object: { Email: person }, loginName: person, itemId: person }),
		// Somebody whom list calls find by the email address, and these do not, goes by number.
		['itemId'],
	),
	formCheck('entityLookups', ['lookup'], async ({ send }, { lookupList: listId }) => {
		const page = listId ? await readPage({ listId }, { PageSize: 1 }, send) : {};
		const [item] = objectsIn(page.Items);
		return item ? { itemId: item.ID, object: { LookupId: item.ID } } : {};
	}),
	formCheck('entityTerms', ['term'], ({ items }, { name }) => {
		const texts = items.map((item) => textIn(fieldIn(item, name)?.Value));
		const label = texts.find((text) => text !== '')?.split(';#')[0];
		return label === undefined ? {} : { object: { Label: label }, label };
	}),
	valueCheck('Entity → Update', 0, update),
	valueCheck('Create or Update', 1, upsert),
	check('Days and moments', async ({ own, send }) => {
		const columns = own.columns.filter(({ kind }) => /^date/.test(kind));
		const shifts = new Set<string>();
		for (const moment of moments) {
			const textFor = ({ kind }: Column) => (kind === 'date' ? moment.slice(0, 10) : moment);
			const values = valuesFor(columns, textFor);
			if (!(await accepts(update(own, values, send))))
				return skipped('Dates of this form are refused');
			const back = await readValues(own, send);
			for (const [{ name, kind }, text] of values) {
				const hours = (Date.parse(textIn(back[name])) - Date.parse(textIn(text))) / 3_600_000;
				// A text that is no date is known from another check.
				if (hours) shifts.add(`${kind} ${hours} h`);
			}
		}
		const wrong = `They come back shifted: ${[...shifts].join(', ')}`;
		return okIf(shifts.size === 0, asWritten, wrong, 'Compare dates with care.');
	}),
];
