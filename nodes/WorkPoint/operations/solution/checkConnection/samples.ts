import { objectsIn, textIn } from '../../../../api/json';
import type { Schemas, Send } from '../../../../api/call';
import type { FieldDescription } from '../../../../concepts/fields/fieldDescription';
import { valueOfKind } from '../../../../concepts/fields/entityNotation';
import { readColumns } from '../../../../concepts/fields/ofList';
import { moduleFields } from '../../../../concepts/fields/ofModule';
import { fieldIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/page';
import { accepts, type Column, type Known, type Samples } from './check';

/** Columns that people fill in. Those of WorkPoint itself define the entity, and are left alone. */
const writableTypes =
	/^(text|note|number|currency|boolean|datetime|url|((multi)?choice|(user|lookup|taxonomyfieldtype)(multi)?))$/i;
const isWritable = ({ name, type = '', isHidden }: FieldDescription) =>
	writableTypes.test(type) && !(isHidden || /^wp/i.test(name));

/** The columns that can be written, each with its field in the calls for entities, or itself. */
export async function columnsWithFields(listId: string, fields: FieldDescription[], send: Send) {
	const columns = (await readColumns({ listId }, send)).filter((one) => !one.isReadOnly);
	return columns.map((column): Column => {
		const field = fields.find(({ name }) => [column.name, column.title].includes(name));
		return { ...column, field: field ?? column };
	});
}

/** Those that people fill in, with what their values can name. */
export async function ownColumns({ chosenModule, known, send }: Known): Promise<Column[]> {
	const itemsOf = async (listId: string) => {
		const page = readPage({ listId, cacheForRun: true }, { PageSize: 20 }, send);
		return objectsIn((await page.catch(() => undefined))?.Items);
	};
	const existingFor = async ({ kind, name, lookupList }: FieldDescription) => {
		if (kind === 'user') return known.person;
		if (kind === 'lookup') return lookupList && (await itemsOf(lookupList))[0]?.ID;
		if (kind !== 'term') return undefined;
		const terms = (await itemsOf(chosenModule)).map((item) => textIn(fieldIn(item, name)?.Value));
		return terms.find((text) => text !== '')?.split(';#')[0];
	};
	const fields = await moduleFields(chosenModule, send);
	const columns = (await columnsWithFields(chosenModule, fields, send)).filter(isWritable);
	for (const column of columns) column.existing = await existingFor(column);
	return columns;
}

/** Around the change to summer time, and around midnight. */
const moments = ['2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z', '2027-06-30T23:30:00Z'] as const;

/** A value for each column but the title, another one for each `n`; none where nothing is known for it to name. */
export function samplesFor(columns: Column[], n: 0 | 1 | 2): Samples {
	return columns.flatMap((column) => {
		const { name, kind, isList, choices, existing, field } = column;
		const samples: Partial<Record<typeof kind, unknown>> = {
			text: choices[n % choices.length] ?? `n8n ${n}: æøå "<&>"`,
			number: n + 0.5,
			boolean: n % 2 === 1,
			date: moments[n].slice(0, 10),
			dateTime: moments[n],
			link: `https://n8n.io/${n}, n8n`,
		};
		const value = samples[kind] ?? existing;
		const isSample = valueOfKind(field.kind, value, 'UTC') !== undefined && name !== 'Title';
		return isSample ? [[column, isList ? [value] : value] satisfies Samples[number]] : [];
	});
}

/** The values in the notation of the calls for entities, as operations send them. */
export const inEntities = (values: Samples): Samples =>
	values.map(([column, value]) => {
		const write = (one: unknown) => valueOfKind(column.field.kind, one, 'UTC');
		return [column, Array.isArray(value) ? value.map(write) : write(value)];
	});

/** Values by column as the calls for entities take them. */
export const bodyOf = (values: Samples): Schemas['FieldValues'] =>
	Object.fromEntries(values.map(([{ field }, value]) => [field.name, value]));

/**
 * Writes all of the values, or those that are accepted: without dates, whose form is a guess, or only what is required.
 *
 * @returns the values that were accepted
 */
export async function writeMost(all: Samples, write: (some: Samples) => Promise<unknown>) {
	for (const some of [all, all.filter(([{ kind }]) => !/^date/.test(kind))])
		if (await accepts(write(some))) return some;
	const required = all.filter(([{ isRequired }]) => isRequired);
	await write(required);
	return required;
}
