import { XMLParser, XMLValidator } from 'fast-xml-parser';

import { found, refusal } from '../server/errors';
import type { Dialect } from '../dialect';
import { isEmpty, isObject } from '../tenant/fieldValues';

/** An XML element, with text and attributes separated. */
interface Element {
	name: string;
	attributes: Record<string, string>;
	text: string;
	children: Element[];
}

/** Reads an item's field: a string, number, boolean, ISO 8601 timestamp, object with LookupId, or a list of them. */
type FieldReader = (field: string) => unknown;

interface CamlQuery {
	matches(item: FieldReader): boolean;
	/** Negative if the first item comes before the second; ties are ordered by ID. */
	compare(a: FieldReader, b: FieldReader): number;
	/** The fields in its conditions. */
	fields: string[];
	/** The fields in its sort order. */
	order: string[];
	/** True if it includes subfolders. */
	isRecursive: boolean;
	rowLimit: number | undefined;
}

type ParsedNode = Record<string, unknown> & { ':@'?: Record<string, string> };

function toElements(nodes: ParsedNode[]): Element[] {
	return nodes
		.filter((node) => !('#text' in node))
		.map((node) => {
			const name = Object.keys(node).find((key) => key !== ':@') as string;
			const content = node[name] as ParsedNode[];
			return {
				name,
				attributes: node[':@'] ?? {},
				text: content.map((child) => String(child['#text'] ?? '')).join(''),
				children: toElements(content),
			};
		});
}

function parse(xml: string): Element {
	if (XMLValidator.validate(xml) !== true) throw refusal('The CAML query is not well-formed XML.');
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		parseTagValue: false,
		trimValues: false,
	});
	const [view] = toElements(parser.parse(xml) as ParsedNode[]);
	if (view?.name !== 'View') throw refusal('The CAML query has no View element.');
	return view;
}

function childOf(element: Element, name: string): Element | undefined {
	return element.children.find((child) => child.name === name);
}

function shown(value: unknown): string {
	if (!isObject(value)) return String(value);
	return String(value.LookupValue ?? value.Label ?? value.Email ?? value.Url);
}

/** Converts either side of a comparison to the type in the query; strings compare case-insensitively. */
function comparable(value: unknown, operand: Element, byId: boolean): string | number {
	if (byId) return Number(isObject(value) ? value.LookupId : value);
	switch (operand.attributes.Type) {
		case 'Number':
		case 'Currency':
		case 'Integer':
		case 'Counter':
			return Number(value);
		case 'Boolean':
			return /^(true|1)$/i.test(String(value)) ? 1 : 0;
		case 'DateTime': {
			const moment = new Date(String(value));
			if (Number.isNaN(moment.getTime())) throw refusal(`"${String(value)}" is not a date.`);
			return operand.attributes.IncludeTimeValue === 'TRUE'
				? moment.getTime()
				: Date.parse(moment.toISOString().slice(0, 10));
		}
		case 'Text':
		case 'Note':
		case 'Choice':
		case 'Lookup':
		case 'User':
			return shown(value).toLowerCase();
		default:
			throw refusal(`The CAML type ${operand.attributes.Type} is not known.`);
	}
}

type Comparison = (field: string | number, operand: string | number) => boolean;

const comparisons: Record<string, Comparison> = {
	Eq: (field, operand) => field === operand,
	Neq: (field, operand) => field !== operand,
	Gt: (field, operand) => field > operand,
	Geq: (field, operand) => field >= operand,
	Lt: (field, operand) => field < operand,
	Leq: (field, operand) => field <= operand,
	Contains: (field, operand) => String(field).includes(String(operand)),
	BeginsWith: (field, operand) => String(field).startsWith(String(operand)),
};

function fieldOf(element: Element): { name: string; byId: boolean } {
	const reference = childOf(element, 'FieldRef');
	if (!reference?.attributes.Name) throw refusal(`${element.name} has no FieldRef with a Name.`);
	return { name: reference.attributes.Name, byId: reference.attributes.LookupId === 'TRUE' };
}

function test(condition: Element, read: FieldReader): boolean {
	const { name, children } = condition;
	if (name === 'And' || name === 'Or') {
		const [left, right, ...more] = children;
		if (left === undefined || right === undefined || more.length > 0)
			throw refusal(`${name} takes exactly two conditions.`);
		// Both sides are evaluated, so that a mistake on either is reported.
		const results = [test(left, read), test(right, read)];
		return name === 'And' ? results.every(Boolean) : results.some(Boolean);
	}
	const field = fieldOf(condition);
	const value = read(field.name);
	if (name === 'IsNull') return isEmpty(value);
	if (name === 'IsNotNull') return !isEmpty(value);
	const compare = found(comparisons[name], `The CAML element ${name} is not known.`);
	const operand = found(childOf(condition, 'Value'), `${name} has no Value.`);
	const wanted = comparable(operand.text, operand, field.byId);
	// An empty field is unequal to everything, and neither less nor greater.
	if (isEmpty(value)) return name === 'Neq';
	return [value].flat().some((one) => compare(comparable(one, operand, field.byId), wanted));
}

function order(a: unknown, b: unknown): number {
	if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(b)) - Number(isEmpty(a));
	return typeof a === 'number' && typeof b === 'number'
		? a - b
		: shown(a).localeCompare(shown(b), 'en');
}

/** The fields in a condition and its children. */
const fieldsIn = ({ name, attributes, children }: Element): string[] =>
	name === 'FieldRef' ? [String(attributes.Name)] : children.flatMap(fieldsIn);

/** The view that the service derives from the query that it gets. */
function wholeView(xml: string, dialect: Dialect): string {
	if (dialect.is('camlForm', 'view')) return xml;
	if (!/^\s*<View/.test(xml)) return `<View><Query>${xml}</Query></View>`;
	if (dialect.is('camlForm', 'viewIgnored')) return '<View/>';
	throw refusal('The CAML query is not valid: View is not expected here.');
}

/**
 * Compiles a CAML view to a filter and a sort order of items.
 *
 * @throws {ApiFailure} naming the mistake in the query, here or when an item is tested
 */
export function camlQuery(xml: string, dialect: Dialect): CamlQuery {
	const view = parse(wholeView(xml, dialect));
	const query = childOf(view, 'Query');
	const where = query && childOf(query, 'Where');
	if (where !== undefined && where.children.length !== 1)
		throw refusal('Where takes exactly one condition.');
	const condition = where?.children[0];
	const rules = (query && childOf(query, 'OrderBy')?.children) ?? [];
	return {
		matches: (item) => condition === undefined || test(condition, item),
		compare: (a, b) => {
			for (const { attributes } of rules) {
				const name = String(attributes.Name);
				const result = order(a(name), b(name));
				if (result !== 0) return attributes.Ascending === 'FALSE' ? -result : result;
			}
			return order(a('ID'), b('ID'));
		},
		fields: condition === undefined ? [] : fieldsIn(condition),
		order: rules.map(({ attributes }) => String(attributes.Name)),
		isRecursive: /^Recursive/.test(view.attributes.Scope ?? ''),
		rowLimit: Number(childOf(view, 'RowLimit')?.text) || undefined,
	};
}
