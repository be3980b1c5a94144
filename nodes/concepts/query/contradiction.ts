import { objectsIn, textIn } from '../../api/json';
import type { Schemas } from '../../api/call';
import { childOf, parseXml, unescapeXml, type XmlElement } from '../../api/xml';

type ListItem = Schemas['ListItem'];

/** The values of a field in an item, in all their spellings; undefined when the answer does not have the field. */
type Values = string[] | undefined;

function spellings(texts: unknown[]): string[] {
	return texts
		.map((text) => unescapeXml(textIn(text)))
		.flatMap((text) => [text, ...text.split(';#')])
		.map((text) => text.trim());
}

function valuesIn(item: ListItem, name: string): Values {
	const field = objectsIn(item.FieldValues).find((one) => one.InternalFieldName === name);
	if (field !== undefined) {
		const told = [field.Value, field.TextValue].filter((one) => one !== undefined);
		// What an object says of a value, nobody knows.
		const areTexts = told.every((one) => one === null || typeof one !== 'object');
		return told.length > 0 && areTexts ? spellings(told) : undefined;
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

/** What a condition compares a field with; undefined for what is no plain value, such as today or a lookup by ID. */
interface Comparison {
	field: string;
	type: string;
	text: string;
}

function comparisonIn(condition: XmlElement): Comparison | undefined {
	const reference = childOf(condition, 'FieldRef')?.attributes;
	const operand = childOf(condition, 'Value');
	const text = operand?.text.trim() ?? '';
	if (text === '' || operand?.children.length !== 0 || reference?.has('LookupId')) return undefined;
	return {
		field: reference?.get('Name') ?? '',
		type: operand.attributes.get('Type') ?? '',
		text,
	};
}

/** Whether an item plainly does not meet an equality of a text, a whole number or a boolean. */
function contradictsEquality({ type, text }: Comparison, values: Values): boolean {
	const isNumber = wholeNumber.test(text);
	if (type === 'Boolean') return contradictsBoolean(values, text);
	const isPlain = textTypes.has(type) || (numberTypes.has(type) && isNumber);
	if (!isPlain || values === undefined) return false;
	return !values.some(
		(value) => isSameText(value, text) || (isNumber && value !== '' && isSameNumber(value, text)),
	);
}

/** A number that is written in one way only: three digits behind a separator may be thousands. */
const plainNumber = /^-?\d+(?:[.,](?:\d{1,2}|\d{4,}))?$/;

const plainMoment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Two days in ms: more than the time zones of a site and a moment can be apart. */
const someDays = 2 * 24 * 60 * 60 * 1_000;

/**
 * How texts of a type are put in order, and how far two of them must be apart to be so for certain: what a list shows is
 * rounded, and days begin elsewhere at other times. Undefined for a text that can be read in several ways.
 */
function orderOf(type: string): { of(text: string): number | undefined; margin: number } {
	return type === 'DateTime'
		? {
				of: (text) => (plainMoment.test(text) ? Date.parse(text) : undefined),
				margin: someDays,
			}
		: {
				of: (text) => (plainNumber.test(text) ? Number(text.replace(',', '.')) : undefined),
				margin: 1,
			};
}

/**
 * Whether an item plainly lies on the wrong side of a number or a moment.
 *
 * @param sign 1 where it must be greater, -1 where it must be less
 */
function contradictsOrder({ type, text }: Comparison, values: Values, sign: 1 | -1): boolean {
	if (type !== 'DateTime' && !numberTypes.has(type)) return false;
	const order = orderOf(type);
	const bound = order.of(text);
	if (bound === undefined || values === undefined) return false;
	// Nothing is neither more nor less than anything.
	const known = values.filter((value) => value !== '').map(order.of);
	return known.every((value) => value !== undefined && (value - bound) * sign <= -order.margin);
}

/** Whether an item has exactly the one text that it must not have. */
function contradictsInequality({ type, text }: Comparison, values: Values): boolean {
	const isPlain = textTypes.has(type) && values !== undefined && values.some((one) => one !== '');
	return isPlain && values.every((value) => isSameText(value, text));
}

/** What a part of a text is compared with; undefined for texts that others may compare in another way. */
const folded = (text: string) => (/^[ -;=?-~]*$/.test(text) ? text.toLowerCase() : undefined);

/** Whether an item plainly does not have a part of a text: neither has letters or tags that may be written otherwise. */
function contradictsPart({ type, text }: Comparison, values: Values, isStart: boolean): boolean {
	const part = folded(text);
	if (type !== 'Text' || values === undefined || part === undefined) return false;
	return values.map(folded).every((value) => {
		if (value === undefined) return false;
		return isStart ? !value.startsWith(part) : !value.includes(part);
	});
}

const contradictions: Record<string, (one: Comparison, values: Values) => boolean> = {
	Eq: contradictsEquality,
	Neq: contradictsInequality,
	Gt: (one, values) => contradictsOrder(one, values, 1),
	Geq: (one, values) => contradictsOrder(one, values, 1),
	Lt: (one, values) => contradictsOrder(one, values, -1),
	Leq: (one, values) => contradictsOrder(one, values, -1),
	BeginsWith: (one, values) => contradictsPart(one, values, true),
	Contains: (one, values) => contradictsPart(one, values, false),
};

function contradictsCondition(condition: XmlElement, item: ListItem): boolean {
	switch (condition.name) {
		case 'And':
			return condition.children.some((part) => contradictsCondition(part, item));
		case 'Or':
			return condition.children.every((part) => contradictsCondition(part, item));
		default: {
			const comparison = comparisonIn(condition);
			const contradicts = contradictions[condition.name];
			if (comparison === undefined || contradicts === undefined) return false;
			return contradicts(comparison, valuesIn(item, comparison.field));
		}
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
