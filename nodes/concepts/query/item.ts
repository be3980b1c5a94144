import type { IDataObject } from 'n8n-workflow';

import { objectsIn, textIn } from '../../api/json';
import { call, type Schemas, type TypedCall } from '../../api/call';
import { decimal, itemNumber } from '../../parameters/number';
import type { FieldMap, ValueKind } from '../fields/fieldDescription';
import { unescapeXml } from '../../api/xml';
import { isSystemField } from './systemFields';

type FieldValue = Schemas['FieldValue'];

/** An item of a list; each entity is one of its module's list. */
export type ListItem = Schemas['ListItem'];

/** The call for one item of a list, which may be one entity of a module. */
export function itemCall(
	listId: string,
	itemId: number,
	site?: string,
): TypedCall<'GET /api/List/{listId}/Item/{itemId}'> {
	return call('GET /api/List/{listId}/Item/{itemId}', { path: { listId, itemId }, site });
}

/** A field of an item by its internal name; undefined if the answer lacks it. */
export function fieldIn({ FieldValues }: ListItem, name: string): FieldValue | undefined {
	return objectsIn(FieldValues).find((one) => one.InternalFieldName === name);
}

/** Whether an item among documents is a folder: by SharePoint's FSObjType, or by the content type of all folders. */
export function isFolder(item: ListItem): boolean {
	return fieldIn(item, 'FSObjType')?.Value === '1' || /^0x0120/i.test(textIn(item.ContentTypeId));
}

/**
 * The site of an item as in the field `wpSite`: server-relative, or absolute if somebody entered it so. Text
 * between asterisks is a status, not a site (grade A for the form, contract: wpSite).
 */
export function siteIn(item: ListItem): string | undefined {
	// An older form has text after the URL; that it has no HTML entities is a guess (contract: siteText).
	const site =
		unescapeXml(textIn(fieldIn(item, 'wpSite')?.Value ?? item.Site))
			.split(', ')[0]
			?.trim() ?? '';
	return /^(\/|https?:)/i.test(site) ? site : undefined;
}

function toBoolean(text: string): boolean | undefined {
	if (/^(true|1)$/i.test(text)) return true;
	return /^(false|0)$/i.test(text) ? false : undefined;
}

/** A number in .NET's invariant notation, with an exponent if it is small or large: `0.5`, `5E-05`. */
function toNumber(text: string): number | undefined {
	if (!/^[+-]?\d+(?:\.\d+)?E[+-]?\d+$/i.test(text)) return decimal(text);
	const number = Number(text);
	return Number.isFinite(number) ? number : undefined;
}

/**
 * Several values in one string: `a;#b` or `;#a;#b;#` for choices, `1;#Anna;#2;#Bo` for persons, lookups and terms, where each
 * follows its ID. Two bare IDs are two values: this is not SharePoint's own text, but may be WorkPoint's.
 */
function severalIn(text: string, kind: ValueKind | undefined): string[] {
	const entries = text.split(';#');
	const ids = entries.filter((_, i) => i % 2 === 0);
	const values = entries.filter((_, i) => i % 2 === 1);
	const areIds = (some: string[]) => some.every((one) => /^-?\d+$/.test(one));
	const isPaired =
		kind !== 'text' &&
		ids.length === values.length &&
		areIds(ids) &&
		!(values.length === 1 && areIds(values));
	return (isPaired ? values : entries).filter((entry) => entry !== '');
}

/**
 * A field's value in its known type, otherwise as text. Values arrive as strings, in the service's notation
 * (`Value`) and in the reader's (`TextValue`); a value that does not fit its type is returned as text.
 */
function typedValue(name: string, { Value, TextValue }: FieldValue, fields: FieldMap) {
	const text = TextValue ?? Value ?? null;
	if (typeof Value !== 'string') return text;
	if (name === 'ID') return itemNumber(Value) ?? text;
	const { kind, isList = false } = fields.get(name) ?? {};
	if (isList || kind === 'array') return severalIn(Value, kind);
	switch (kind) {
		case 'number':
		case 'wholeNumber':
			return toNumber(Value) ?? text;
		case 'boolean':
			return toBoolean(Value) ?? text;
		case 'date':
		case 'dateTime':
			return Value;
		default:
			return text;
	}
}

type Values = Record<string, ReturnType<typeof typedValue>>;

function typedValues({ FieldValues }: ListItem, fields: FieldMap): Values {
	const values = objectsIn(FieldValues).flatMap((field) => {
		const name = textIn(field.InternalFieldName);
		return name === '' ? [] : [[name, typedValue(name, field, fields)]];
	});
	return Object.fromEntries(values) as Values;
}

/** Fields of every item that follow those of its own list, or, for the last two, are in another one. */
const commonFields = [
	...['ID', 'wpStage', 'wp_stageDeadline', 'wpParent', 'Created', 'Modified', 'Author', 'Editor'],
	...['ContentType', 'wpSite'],
];

/**
 * The fields of every item beside those of its own list: at most ten. The stage is the content type (grade A) and `wpSite`
 * is the site: neither is returned twice.
 */
function commonValues(item: ListItem, values: Values): IDataObject {
	const { ID = values.ID, ContentType = values.ContentType, Url, Site = values.wpSite } = item;
	const { wpStage, wp_stageDeadline, wpParent, Created, Modified, Author, Editor } = values;
	const hasSite = item.IsEntity !== false && Site !== undefined;
	return {
		ID,
		...(wpStage === undefined ? { ContentType } : { wpStage }),
		wp_stageDeadline,
		wpParent,
		Url,
		Site: hasSite ? (siteIn(item) ?? null) : undefined,
		...{ Created, Modified, Author, Editor },
	};
}

/** One flat object by internal field name: the fields of the list first. */
function simplified(item: ListItem, fields: FieldMap, wanted: string[]): IDataObject {
	const values = typedValues(item, fields);
	const isOwn = (name: string) =>
		!commonFields.includes(name) && (wanted.includes(name) || !isSystemField(name));
	const own = Object.entries({ Title: item.Title, ...values }).filter(([name]) => isOwn(name));
	// A list may have its own field named Url or Site.
	const common = Object.entries(commonValues(item, values)).filter(
		([name]) => !Object.hasOwn(values, name) || !isOwn(name),
	);
	return Object.fromEntries(
		[...own, ...common].filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/**
 * An item, flat and typed; without `fields`, as it came.
 *
 * @param wanted fields that the user has asked for, returned even if only programs need them
 */
export function toJson(
	item: ListItem,
	fields: FieldMap | undefined,
	wanted: string[] = [],
): IDataObject {
	return fields === undefined ? ({ ...item } as IDataObject) : simplified(item, fields, wanted);
}

/** Ordering key of an item: calls that share it are sent in item order. A list's ID is unique everywhere. */
export function itemOrderKey(listId: string, itemId: number): string {
	return `item ${listId} ${itemId}`;
}

/**
 * The same for a call that finds its item by values, in any order and spelling: SharePoint compares text without
 * case.
 */
export function foundItemOrderKey(listId: string, keys: IDataObject): string {
	const texts = Object.entries(keys).map(([name, value]) => {
		const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
		return JSON.stringify([name, text.trim()]).toLowerCase();
	});
	return `item ${listId} ${texts.sort().join()}`;
}
