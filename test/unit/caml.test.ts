import { camlOf, viewOf } from '../../nodes/concepts/caml';
import { contradiction } from '../../nodes/concepts/contradiction';
import { parseXml } from '../../nodes/concepts/xml';

describe('an XML text', () => {
	test('is read with attributes, children and texts', () => {
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
	])('%.40s is none', (text) => {
		expect(parseXml(text)).toBeUndefined();
	});

	test('takes time in proportion to its length, whatever is in it', () => {
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

	test('goes out as a whole view that looks into folders', () => {
		const condition = { field: 'A', operator: 'Eq', value: { type: 'Text', text: 'a' } };
		expect(camlOf([condition], 'And', [])).toBe(whole.replace('"A"/>', '"A"/>'));
	});

	test.each([[`<Where>${equality}</Where>`], [`<Query><Where>${equality}</Where></Query>`]])(
		'%s is put into one',
		(text) => {
			expect(viewOf(text)).toBe(whole);
		},
	);

	test('that is one stays as it is', () => {
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
	])('%s is none', (text) => {
		expect(viewOf(text)).toBeUndefined();
	});
});

describe('an item contradicts the query that found it', () => {
	const eq = (name: string, type: string, value: string) =>
		`<Eq><FieldRef Name="${name}"/><Value Type="${type}">${value}</Value></Eq>`;
	const item = {
		ID: 7,
		Title: 'Museum',
		FieldValues: [
			{ InternalFieldName: 'Country', Value: 'Denmark', TextValue: 'Denmark' },
			{ InternalFieldName: 'Tags', Value: 'Urgent;#Support', TextValue: 'Urgent;#Support' },
			{ InternalFieldName: 'Hours', Value: '90.0000000', TextValue: '90' },
			{ InternalFieldName: 'Budget', Value: '1.200,00', TextValue: '1.200,00' },
			{ InternalFieldName: 'Cost', Value: '1.000', TextValue: null },
			{ InternalFieldName: 'Site', Value: 'R&amp;D', TextValue: null },
			{ InternalFieldName: 'Empty', Value: null, TextValue: null },
			{ InternalFieldName: 'Unread' },
		],
	};
	const a = eq('Country', 'Text', 'Sweden');
	const b = eq('Country', 'Text', 'denmark');

	test.each<[where: string, contradicts: boolean]>([
		[a, true],
		[b, false],
		[eq('Country', 'Choice', 'Sweden'), true],
		[eq('Tags', 'Text', 'support'), false],
		[eq('Tags', 'Text', 'Other'), true],
		[eq('Hours', 'Number', '90'), false],
		[eq('Hours', 'Text', '90'), false],
		[eq('Hours', 'Integer', '91'), true],
		[eq('Hours', 'Number', '90.5'), false],
		[eq('Budget', 'Currency', '1200'), false],
		[eq('Cost', 'Currency', '1000'), false],
		[eq('Cost', 'Currency', '1001'), true],
		[eq('Site', 'Text', 'R&amp;D'), false],
		[eq('Empty', 'Text', 'x'), true],
		[eq('ID', 'Counter', '7'), false],
		[eq('ID', 'Counter', '8'), true],
		[eq('Title', 'Text', 'MUSEUM'), false],
		[eq('Title', 'Text', 'Harbor'), true],
		[eq('Unread', 'Text', 'x'), false],
		[eq('NotInAnswer', 'Text', 'x'), false],
		[eq('Hours', 'DateTime', '2026-01-01'), false],
		['<Eq><FieldRef Name="Hours" LookupId="TRUE"/><Value Type="Integer">1</Value></Eq>', false],
		['<Eq><FieldRef Name="Country"/><Value Type="Text"><UserID/></Value></Eq>', false],
		[a.replace(/Eq>/g, 'Neq>'), false],
		[`<And>${b}${a}</And>`, true],
		[`<And>${b}<And>${b}${a}</And></And>`, true],
		[`<Or>${b}${a}</Or>`, false],
		[`<Or>${a}${a}</Or>`, true],
		[`<Or>${a}<And>${b}${a}</And></Or>`, true],
		[`<Or>${a}<IsNull><FieldRef Name="Country"/></IsNull></Or>`, false],
	])('%s: %s', (where, contradicts) => {
		const view = `<View><Query><Where>${where}</Where></Query></View>`;
		expect(contradiction(view)(item)).toBe(contradicts);
	});

	test('never without a query', () => {
		expect(contradiction(undefined)(item)).toBe(false);
	});
});
