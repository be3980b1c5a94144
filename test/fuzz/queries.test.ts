import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';

import { camlOf, viewOf } from '../../nodes/concepts/query/caml';
import { escapeXml, isXmlText, parseXml, unescapeXml, type XmlElement } from '../../nodes/api/xml';
import { anyText, tries } from '../support/fuzz';

/** Of all texts, those that XML can hold at all. */
const xmlText = anyText.filter(isXmlText);

const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '',
	textNodeName: '#text',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: true,
});

const condition = fc.record({
	field: fc.stringMatching(/^[A-Za-z_][\w.-]{0,20}$/),
	operator: fc.constantFrom('Eq', 'Contains', 'BeginsWith', 'Geq'),
	value: fc.record({ type: fc.constantFrom('Text', 'Note', 'Choice'), text: xmlText }),
});

/** The conditions in a tree of And and Or, in their order. */
function conditionsIn({ name, children }: XmlElement): unknown[] {
	if (name === 'And' || name === 'Or') return children.flatMap(conditionsIn);
	const [field, value] = children;
	return [
		{
			operator: name,
			field: field?.attributes.get('Name'),
			value: { type: value?.attributes.get('Type'), text: value?.text },
		},
	];
}

test('the conditions of a query arrive unchanged, and the query contains nothing else', () => {
	fc.assert(
		fc.property(
			fc.array(condition, { minLength: 1, maxLength: 6 }),
			fc.constantFrom('And' as const, 'Or' as const),
			(conditions, word) => {
				const caml = camlOf(conditions, word, []) ?? '';
				expect(XMLValidator.validate(caml)).toBe(true);
				const where = parseXml(caml)?.children[0]?.children[0];
				expect(where?.children).toHaveLength(1);
				expect(conditionsIn(where?.children[0] as XmlElement)).toEqual(conditions);
				// What somebody else reads in it is the same.
				if (conditions.length > 1) return;
				const { operator, value } = conditions[0] as (typeof conditions)[0];
				const read = parser.parse(caml).View.Query.Where[operator].Value;
				expect(read['#text'] ?? '').toBe(value.text.replace(/\r\n?/g, '\n'));
			},
		),
		tries(),
	);
});

test('text survives a round trip through XML', () => {
	fc.assert(
		fc.property(anyText, (text) => {
			expect(unescapeXml(escapeXml(text))).toBe(text);
			expect(escapeXml(text)).not.toMatch(/[<>"]/);
		}),
		tries(),
	);
});

test("a user's query is sent unchanged, inside one view, or is refused", () => {
	const written = fc.oneof(
		anyText,
		xmlText.map((text) => `<Where><Eq><FieldRef Name="A"/><Value>${text}</Value></Eq></Where>`),
		xmlText.map((text) => `<View>${text}</View>`),
		xmlText.map(
			(text) => `<Query><Where><IsNull><FieldRef Name="${text}"/></IsNull></Where></Query>`,
		),
	);
	fc.assert(
		fc.property(written, (caml) => {
			const view = viewOf(caml);
			if (view === undefined) return;
			expect(view).toContain(caml.trim());
			expect(parseXml(view)?.name).toBe('View');
		}),
		tries(),
	);
});
