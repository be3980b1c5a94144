import { escapeXml, isXmlText, parseXml } from '../../api/xml';

/** One condition on a field, its value already in CAML's notation. */
export interface Condition {
	field: string;
	operator: string;
	value?: CamlValue;
}

export interface CamlValue {
	/** CAML's type of the value. */
	type: string;
	/** Attributes of the value, such as the one that keeps the time of day. */
	attributes?: Record<string, string>;
	/** Whether a lookup or user field is compared by ID. */
	byId?: boolean;
	text: string;
}

export interface SortRule {
	field: string;
	direction: 'ascending' | 'descending';
}

function attributesOf(attributes: Record<string, string>): string {
	return Object.entries(attributes)
		.map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
		.join('');
}

function conditionXml({ field, operator, value }: Condition): string {
	const reference = attributesOf({ Name: field, ...(value?.byId ? { LookupId: 'TRUE' } : {}) });
	const operand =
		value === undefined
			? ''
			: `<Value${attributesOf({ Type: value.type, ...value.attributes })}>${escapeXml(value.text)}</Value>`;
	return `<${operator}><FieldRef${reference}/>${operand}</${operator}>`;
}

/** CAML's And and Or take exactly two operands, so several conditions nest. */
function joined(conditions: string[], word: 'And' | 'Or'): string {
	return conditions.reduce((left, right) => `<${word}>${left}${right}</${word}>`);
}

/** The CAML query for conditions and an order; undefined without either. */
export function camlOf(
	conditions: Condition[],
	word: 'And' | 'Or' = 'And',
	sort: SortRule[] = [],
): string | undefined {
	const where =
		conditions.length === 0 ? '' : `<Where>${joined(conditions.map(conditionXml), word)}</Where>`;
	const rules = sort.map(
		({ field, direction }) =>
			`<FieldRef${attributesOf({ Name: field, Ascending: direction === 'ascending' ? 'TRUE' : 'FALSE' })}/>`,
	);
	const orderBy = rules.length === 0 ? '' : `<OrderBy>${rules.join('')}</OrderBy>`;
	return where + orderBy === '' ? undefined : wholeView(`<Query>${where}${orderBy}</Query>`);
}

/**
 * A whole view around a query. The vendor's own queries have this form and include folders (grade A for 2020; that the
 * service accepts it is a guess: contract, camlForm).
 */
export function wholeView(query: string): string {
	return `<View Scope="RecursiveAll">${query}</View>`;
}

/** A query from a user, as a whole view; undefined if it is not CAML. */
export function viewOf(caml: string): string | undefined {
	const text = caml.trim();
	if (!isXmlText(text)) return undefined;
	if (/^<View[\s/>]/.test(text)) return parseXml(text)?.name === 'View' ? text : undefined;
	const query = /^<Query[\s/>]/.test(text) ? text : `<Query>${text}</Query>`;
	const parts = parseXml(query);
	const isQuery =
		parts !== undefined &&
		parts.children.length > 0 &&
		parts.children.every(({ name }) => /^(Where|OrderBy|GroupBy)$/.test(name));
	return isQuery ? wholeView(query) : undefined;
}
