import { camlOf, viewOf } from '../../nodes/concepts/query/caml';
import { contradiction } from '../../nodes/concepts/query/contradiction';
import { parseXml } from '../../nodes/api/xml';

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
			{ InternalFieldName: 'Odd', Value: { LookupId: 7 } as never, TextValue: null },
			{ InternalFieldName: 'Bare', Value: 90 as never },
			{ InternalFieldName: 'Due', Value: '2026-05-01T10:00:00Z', TextValue: '01-05-2026' },
			{ InternalFieldName: 'Start', Value: '2026-05-01T10:00:00Z', TextValue: null },
			{ InternalFieldName: 'Html', Value: '<b>Rose</b>bud', TextValue: null },
		],
	};
	const is = (operator: string, ...of: [name: string, type: string, value: string]) =>
		eq(...of).replace(/Eq>/g, `${operator}>`);
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
		[eq('Odd', 'Text', 'x'), false],
		[eq('Bare', 'Number', '90'), false],
		[eq('Bare', 'Number', '91'), true],
		[is('Neq', 'Country', 'Text', 'DENMARK'), true],
		[is('Neq', 'Tags', 'Text', 'Urgent'), false],
		[is('Neq', 'Empty', 'Text', 'x'), false],
		[is('Neq', 'Hours', 'Number', '90'), false],
		[is('Gt', 'Hours', 'Number', '100'), true],
		[is('Geq', 'Hours', 'Number', '100'), true],
		[is('Gt', 'Hours', 'Number', '80'), false],
		// What a list shows may be rounded.
		[is('Gt', 'Hours', 'Number', '90.4'), false],
		[is('Lt', 'Hours', 'Integer', '80'), true],
		[is('Leq', 'Hours', 'Integer', '100'), false],
		// 1.000 may be one or a thousand.
		[is('Gt', 'Cost', 'Currency', '500'), false],
		[is('Gt', 'Empty', 'Number', '5'), true],
		[is('Gt', 'Unread', 'Number', '5'), false],
		[is('Gt', 'Country', 'Number', '5'), false],
		[is('Gt', 'Country', 'Text', 'A'), false],
		[is('Lt', 'Start', 'DateTime', '2026-04-01'), true],
		[is('Geq', 'Start', 'DateTime', '2026-06-01T00:00:00Z'), true],
		// Days begin elsewhere at other times.
		[is('Lt', 'Start', 'DateTime', '2026-05-01'), false],
		[is('Lt', 'Start', 'DateTime', '2026-06-01'), false],
		[is('Lt', 'Due', 'DateTime', '2026-04-01'), false],
		['<Lt><FieldRef Name="Start"/><Value Type="DateTime"><Today/></Value></Lt>', false],
		[is('Contains', 'Country', 'Text', 'MARK'), false],
		[is('Contains', 'Country', 'Text', 'land'), true],
		[is('Contains', 'Country', 'Text', 'märk'), false],
		[is('Contains', 'Html', 'Text', 'Rosebud'), false],
		[is('BeginsWith', 'Country', 'Text', 'den'), false],
		[is('BeginsWith', 'Country', 'Text', 'mark'), true],
		[is('BeginsWith', 'Empty', 'Text', 'x'), true],
		['<IsNotNull><FieldRef Name="Empty"/></IsNotNull>', false],
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
