import { camlOf, viewOf } from '../../nodes/concepts/query/caml';
import { parseXml } from '../../nodes/api/xml';

describe('XML', () => {
	test('is parsed with attributes, children and text', () => {
		const root = parseXml(
			`<?xml version="1.0"?><!-- <x> --><Field Type='Choice' Name = "A&amp;&quot;&#x41;&#66;"><CHOICES><CHOICE>a &lt; b</CHOICE><CHOICE/><CHOICE><![CDATA[<c>]]></CHOICE></CHOICES></Field>`,
		);
		expect(root?.name).toBe('Field');
		expect(Object.fromEntries(root?.attributes ?? [])).toEqual({ Type: 'Choice', Name: 'A&"AB' });
		expect(root?.children[0]?.children.map(({ text }) => text)).toEqual(['a < b', '', '<c>']);
	});

	test.each([
		[''],
		['text'],
		['<a>'],
		['<a></b>'],
		['</a>'],
		['<a/><b/>'],
		['<a b></a>'],
		['<a b=c/>'],
		['<a b="c/>'],
		['<a><!-- </a>'],
		['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
		['<a>'.repeat(200) + '</a>'.repeat(200)],
	])('%.40s is not well-formed', (text) => {
		expect(parseXml(text)).toBeUndefined();
	});

	test('takes time in proportion to its length, whatever its content', () => {
		for (const text of [
			`<a ${' '.repeat(200_000)}`,
			`<a ${'b="c" '.repeat(30_000)}`,
			`<a b="${'<'.repeat(200_000)}`,
			`${'<a>'.repeat(90)}${'&'.repeat(200_000)}`,
		]) {
			const start = performance.now();
			parseXml(text);
			expect(performance.now() - start).toBeLessThan(1_000);
		}
	});
});

describe('a query', () => {
	const equality = '<Eq><FieldRef Name="A"/><Value Type="Text">a</Value></Eq>';
	const whole = `<View Scope="RecursiveAll"><Query><Where>${equality}</Where></Query></View>`;

	test('is sent as a whole view that includes folders', () => {
		const condition = { field: 'A', operator: 'Eq', value: { type: 'Text', text: 'a' } };
		expect(camlOf([condition], 'And', [])).toBe(whole.replace('"A"/>', '"A"/>'));
	});

	test.each([[`<Where>${equality}</Where>`], [`<Query><Where>${equality}</Where></Query>`]])(
		'%s is wrapped in a view',
		(text) => {
			expect(viewOf(text)).toBe(whole);
		},
	);

	test('that is already a view is unchanged', () => {
		const own = `<View><Query><Where>${equality}</Where></Query></View>`;
		expect(viewOf(` ${own}\n`)).toBe(own);
	});

	test.each([
		['Title = a'],
		['<View><Query>'],
		['<Views/>'],
		['<Query></Where>'],
		[equality],
		['<Query/>'],
	])('%s is not a query', (text) => {
		expect(viewOf(text)).toBeUndefined();
	});
});
