import { UserError, type IDataObject } from 'n8n-workflow';

import type { Guesses } from '../../../../../contract/workpoint365';
import { textIn } from '../../../../api/json';
import { call, type Send } from '../../../../api/call';
import { byInternalName } from '../../../../concepts/fields/fieldDescription';
import { listFieldValues } from '../../../../concepts/fields/listNotation';
import { fieldIn, toJson, type ListItem } from '../../../../concepts/query/item';
import { check, firstTaken, guess, ok, okIf, skipped, warning } from './check';
import type { Check, Column, OwnEntity, Samples } from './check';
import { readItem } from './ownEntity';
import { bodyOf, inEntities, samplesFor, writeMost } from './samples';

type Forms<R extends string> = Partial<Record<R, unknown>>;
type Write = (own: OwnEntity, values: Samples, send: Send) => Promise<void>;

/** Writes values as they are with the calls for entities. */
const update: Write = async (own, values, send) => {
	const path = { businessModuleId: own.businessModule, entityId: own.entity };
	const route = 'POST /api/Entity/{businessModuleId}/Update/{entityId}';
	await send(call(route, { path, body: bodyOf(values) }));
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

/** The types of values that did not come back as written. A link may lack its text; a person, lookup or term may have any form. */
function differences({ columns }: OwnEntity, values: Samples, item: ListItem): Set<string> {
	const back = toJson(item, byInternalName(columns));
	const different = values.flatMap(([{ name, kind, type = kind, existing }, value]) => {
		const [is, was] = [back[name], value];
		if (/^date/.test(kind)) {
			const hours = (Date.parse(textIn(is)) - Date.parse(textIn(was))) / 3_600_000;
			// A text that is no date is known from another check.
			return hours ? `${type} (by ${hours} h)` : [];
		}
		const [url = ''] = kind === 'link' ? textIn(was).split(', ') : [];
		const isBack = url ? textIn(is).startsWith(url) : JSON.stringify(is) === JSON.stringify(was);
		return isBack || (existing !== undefined && String(is ?? '') !== '') ? [] : type;
	});
	return new Set(different);
}

/** Whether the form of its values is a guess, and one is known. */
const hasForms = ({ kind, existing }: Column) => /^date/.test(kind) || existing !== undefined;

/** A check of the forms of a value, by reading, in a column of the first possible kind: the first that is taken and kept. */
function formCheck<G extends keyof Guesses>(
	name: G,
	kinds: Array<Column['kind']>,
	formsOf: (existing: Column['existing']) => Forms<Guesses[G]>,
	byListCall: Array<Guesses[G]> = [],
): Check {
	return guess(name, async ({ own, send }) => {
		const columns = own.columns.filter(hasForms);
		const [column] = kinds.flatMap((wanted) => columns.filter(({ kind }) => kind === wanted));
		if (column === undefined) return undefined;
		return await firstTaken(formsOf(column.existing), async (form, reading) => {
			const write = byListCall.includes(reading) ? updateItem : update;
			await write(own, [[column, column.isList ? [form] : form]], send);
			return textIn(fieldIn(await readItem(own, send), column.name)?.Value) !== '';
		});
	});
}

/** A check that values of all kinds come back, by a call that writes them; without one, those of the creation. */
function valueCheck(way: string, n: 0 | 1, write?: Write): Check {
	return check(`Values by ${way}`, async ({ own, items, send }) => {
		const values = write
			? await writeMost(samplesFor(own.columns, n), async (some) => await write(own, some, send))
			: own.initial;
		if (values.length === 0) return skipped('Fields of all kinds were not accepted together');
		// The own entity is the first, as it was after its creation.
		const [item = {}] = write ? [await readItem(own, send)] : items;
		const wrong = [...differences(own, values, item)].join(', ');
		const advice = 'Compare values of these types with care.';
		if (wrong !== '') return warning(`Come back otherwise: ${wrong}`, { advice });
		return ok('They come back as they were written');
	});
}

/** The forms in which calls accept values of fields, and the values that come back. */
export const valueChecks: Check[] = [
	valueCheck('Entity → Create', 0),
	guess('entityFieldKeys', async ({ own, items: [item = {}] }) => {
		const told = own.initial.find(([{ name, title }]) => name !== title);
		if (told === undefined || differences(own, [told], item).size > 0) return undefined;
		const [{ field, name }] = told;
		return field.name === name ? 'internalNames' : 'displayNames';
	}),
	// A form that is ignored must not pass below for one that is kept.
	check('Emptying', async ({ own, send }) => {
		const written = own.initial.filter(([column]) => hasForms(column) && !column.isRequired);
		const emptied = written.map(([column]): Samples[number] => [column, null]);
		if (emptied.length === 0) return skipped('The entity has no field to empty');
		await update(own, emptied, send);
		const item = await readItem(own, send);
		const isEmpty = emptied.every(([{ name }]) => !fieldIn(item, name)?.Value);
		return okIf(isEmpty, 'Fields can be emptied', 'Emptied fields keep their values');
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
		(email) => ({ object: { Email: email }, loginName: email, itemId: email }),
		// Somebody whom list calls find by the email address, and these do not, goes by number.
		['itemId'],
	),
	formCheck('entityLookups', ['lookup'], (id) => ({ itemId: id, object: { LookupId: id } })),
	formCheck('entityTerms', ['term'], (label) => ({ object: { Label: label }, label })),
	valueCheck('Entity → Update', 0, async (own, values, send) => {
		await update(own, inEntities(values), send);
	}),
	valueCheck('Create or Update', 1, upsert),
];
