import { objectsIn } from '../api/answer';
import type { Schemas } from '../api/routes';
import { childOf, parseXml, unescapeXml, type XmlElement } from './xml';

type ListItem = Schemas['ListItem'];

/** The values of a field in an item, in all their spellings; undefined when the answer does not have the field. */
type Values = string[] | undefined;

function spellings(texts: Array<string | null | undefined>): string[] {
	return texts
		.map((text) => unescapeXml(text ?? ''))
		.flatMap((text) => [text, ...text.split(';#')])
		.map((text) => text.trim());
}

function valuesIn(item: ListItem, name: string): Values {
	const field = objectsIn(item.FieldValues).find((one) => one.InternalFieldName === name);
	if (field !== undefined) {
		const { Value, TextValue } = field;
		return Value === undefined && TextValue === undefined
			? undefined
			: spellings([Value, TextValue]);
	}
	if (name === 'ID' && item.ID !== undefined) return [String(item.ID)];
	return name === 'Title' && item.Title ? spellings([item.Title]) : undefined;
}

/** SharePoint compares texts without regard to case. */
function isSameText(value: string, operand: string): boolean {
	return value.localeCompare(operand, 'en', { sensitivity: 'base' }) === 0;
}

/** Whether two texts are one number, whichever separators they have: 1.200,00 may be 1200. */
function isSameNumber(value: string, operand: string): boolean {
	if (Number(value.replace(',', '.')) === Number(operand)) return true;
	const spellings = [value, value.replace(/[.,]0+$/, '')];
	return spellings.some((one) => one.replace(/[.,\s]/g, '') === operand);
}

const wholeNumber = /^-?\d+$/;
const textTypes = new Set(['Text', 'Note', 'Choice']);
const numberTypes = new Set(['Integer', 'Counter', 'Number', 'Currency']);

/** What a text says of a boolean; other languages have other words, which say nothing here. */
const booleans = new Map([
	['1', true],
	['true', true],
	['yes', true],
	['0', false],
	['false', false],
	['no', false],
]);

function contradictsBoolean(values: Values, operand: string): boolean {
	const known = (values ?? []).flatMap((value) => booleans.get(value.toLowerCase()) ?? []);
	const wanted = booleans.get(operand);
	return known.length > 0 && wanted !== undefined && !known.includes(wanted);
}

/** Whether an item plainly does not meet an equality of a text, a whole number or a boolean. */
function contradictsEquality(condition: XmlElement, item: ListItem): boolean {
	const reference = childOf(condition, 'FieldRef')?.attributes;
	const operand = childOf(condition, 'Value');
	const type = operand?.attributes.get('Type') ?? '';
	const text = operand?.text.trim() ?? '';
	const isNumber = wholeNumber.test(text);
	if (type === 'Boolean')
		return contradictsBoolean(valuesIn(item, reference?.get('Name') ?? ''), text);
	const isPlain = textTypes.has(type) || (numberTypes.has(type) && isNumber);
	if (!isPlain || text === '' || operand?.children.length !== 0 || reference?.has('LookupId'))
		return false;
	const values = valuesIn(item, reference?.get('Name') ?? '');
	if (values === undefined) return false;
	return !values.some(
		(value) => isSameText(value, text) || (isNumber && value !== '' && isSameNumber(value, text)),
	);
}

function contradictsCondition(condition: XmlElement, item: ListItem): boolean {
	switch (condition.name) {
		case 'And':
			return condition.children.some((part) => contradictsCondition(part, item));
		case 'Or':
			return condition.children.every((part) => contradictsCondition(part, item));
		case 'Eq':
			return contradictsEquality(condition, item);
		default:
			return false;
	}
}

/**
 * Whether an item plainly contradicts a query that found it. Nobody outside knows how the service reads a query (C,
 * contract: camlForm): one that it does not understand may give everything, which must never feed a bulk change.
 */
export function contradiction(view: string | undefined): (item: ListItem) => boolean {
	const root = view === undefined ? undefined : parseXml(view);
	const [condition] = childOf(childOf(root, 'Query'), 'Where')?.children ?? [];
	return (item) => condition !== undefined && contradictsCondition(condition, item);
}
