import { tryToParseDateTime } from 'n8n-workflow';

import type { ValueKind } from '../../nodes/concepts/fields/fieldDescription';
import { mappedValue } from '../../nodes/concepts/fields/entityNotation';
import { pointInTime } from '../../nodes/parameters/date';
import { digits, itemNumber } from '../../nodes/parameters/number';

describe('a date or a point in time', () => {
	test.each<[given: unknown, day: string, utc: string]>([
		['2026-12-31', '2026-12-31', '2026-12-30T23:00:00Z'],
		[' 2026-12-31 ', '2026-12-31', '2026-12-30T23:00:00Z'],
		['2026-12-31T16:00', '2026-12-31', '2026-12-31T15:00:00Z'],
		['2026-07-01T16:00:00', '2026-07-01', '2026-07-01T14:00:00Z'],
		['2026-12-31T16:00:00Z', '2026-12-31', '2026-12-31T16:00:00Z'],
		['2026-12-31t16:00:00z', '2026-12-31', '2026-12-31T16:00:00Z'],
		['2026-12-31T16:00:00.123+01:00', '2026-12-31', '2026-12-31T15:00:00.123Z'],
		['2026-12-31T23:30:00-05:00', '2027-01-01', '2027-01-01T04:30:00Z'],
		['2026-06-30T22:00:00Z', '2026-07-01', '2026-06-30T22:00:00Z'],
		['2026-06-30T22:00:00.000Z', '2026-07-01', '2026-06-30T22:00:00Z'],
		[new Date('2026-06-30T22:00:00Z'), '2026-07-01', '2026-06-30T22:00:00Z'],
		[tryToParseDateTime('2026-06-30T22:00:00Z', 'UTC'), '2026-07-01', '2026-06-30T22:00:00Z'],
		['2026-06-30T21:59:59Z', '2026-06-30', '2026-06-30T21:59:59Z'],
		['2026-07-01T00:00:00Z', '2026-07-01', '2026-07-01T00:00:00Z'],
		['2028-02-29', '2028-02-29', '2028-02-28T23:00:00Z'],
		[tryToParseDateTime('2026-12-31T23:30:00', 'Asia/Tokyo'), '2026-12-31', '2026-12-31T14:30:00Z'],
		[new Date('2026-12-31T16:00:00Z'), '2026-12-31', '2026-12-31T16:00:00Z'],
	])('%s is read in the time zone of the workflow', (given, day, utc) => {
		expect(pointInTime(given, 'Europe/Copenhagen')).toEqual({ day, utc });
	});

	describe.each(['Europe/Copenhagen', 'Asia/Tokyo', 'America/New_York', 'UTC'])('in %s', (zone) => {
		test.each<[unknown]>([
			['2026-07-01T00:00Z'],
			['2026-07-01T00:00:00Z'],
			['2026-07-01T00:00:00.000Z'],
			['2026-07-01T00:00:00+00:00'],
			[new Date('2026-07-01')],
			[tryToParseDateTime('2026-07-01T00:00:00Z', 'UTC')],
		])('%s, midnight in UTC, is the date as written', (given) => {
			expect(pointInTime(given, zone)).toEqual({ day: '2026-07-01', utc: '2026-07-01T00:00:00Z' });
		});

		test('midnight in the time zone of the workflow is that date, in every form', () => {
			const midnight = tryToParseDateTime('2026-07-01T00:00:00', zone);
			const forms = [midnight, midnight.toISO(), midnight.toUTC().toISO(), midnight.toJSDate()];
			const [first, ...others] = forms.map((form) => pointInTime(form, zone));
			expect(first?.day).toBe('2026-07-01');
			for (const other of others) expect(other).toEqual(first);
		});
	});

	test.each<[unknown]>([
		['01-02-2026'],
		['31-12-2026'],
		['31.12.2026'],
		['12/31/2026'],
		['2026-02-29'],
		['2026-13-01'],
		['2026-00-10'],
		['2026-04-31T10:00:00Z'],
		['2026-12-31T24:00:00'],
		['2026-12-31T16:60:00'],
		['2026-12-31T16:00:00+99:99'],
		['2026-12-31 16:00'],
		['2026-1-1'],
		['20261231'],
		['2026'],
		['12'],
		[12],
		[1_798_732_800_000],
		['1 Feb 2026'],
		['Room 5'],
		['soon'],
		[''],
		[null],
		[undefined],
		[true],
		[{}],
		[[]],
		[new Date('x')],
		[{ toISO: () => 'soon' }],
	])('%p is not valid', (given) => {
		expect(pointInTime(given, 'Europe/Copenhagen')).toBeUndefined();
	});
});

describe('an ID', () => {
	test.each([
		['42', 42],
		[' 42 ', 42],
		[42, 42],
	])('%p is valid', (given, id) => {
		expect(itemNumber(given)).toBe(id);
	});

	test.each<[unknown]>([
		['0'],
		[0],
		[-1],
		['-1'],
		['+1'],
		['1.0'],
		[1.5],
		['1e3'],
		['0x10'],
		['९'],
		['12345678901234567890'],
		[Infinity],
		[NaN],
		[true],
		[null],
		[[1]],
		[{}],
	])('%p is not valid', (given) => {
		expect(itemNumber(given)).toBeUndefined();
	});

	test('is not rounded', () => {
		expect(digits('9007199254740993')).toBeUndefined();
	});
});

class Refused extends Error {}

function mapped(valueKind: ValueKind, value: unknown, isList = false): unknown {
	const field = { type: 'string' as const, valueKind, isList };
	return mappedValue(field, value, 'UTC', (expected) => {
		throw new Refused(expected);
	});
}

describe('a mapped value', () => {
	test.each<[ValueKind, unknown, unknown]>([
		['text', 'a', 'a'],
		['text', 42, '42'],
		['text', false, 'false'],
		['text', '', ''],
		['number', '1234.5', 1234.5],
		['number', '-0.5', -0.5],
		['number', '+7', 7],
		['number', 1e-7, 1e-7],
		['number', '1234.50', 1234.5],
		['text', 1e-7, '0.0000001'],
		['number', '', null],
		['wholeNumber', '42', 42],
		['wholeNumber', -3, -3],
		['boolean', 'TRUE', true],
		['boolean', 0, false],
		['date', '2026-12-31T23:30:00-05:00', '2027-01-01'],
		['dateTime', '2026-12-31T23:30:00-05:00', '2027-01-01T04:30:00Z'],
		['lookup', '2', 2],
		['lookup', { LookupId: 2 }, { LookupId: 2 }],
		['user', 'anna@contoso.com', { Email: 'anna@contoso.com' }],
		['user', '7', { LookupId: 7 }],
		['user', { Email: 'a@b' }, { Email: 'a@b' }],
		['user', 'i:0#.f|membership|bo@contoso.com', { Email: 'bo@contoso.com' }],
		['user', 'mailto:bo@contoso.com', { Email: 'bo@contoso.com' }],
		['user', 'Bo Holm <bo@contoso.com>', { Email: 'bo@contoso.com' }],
		['user', 'Holm, Bo <bo@contoso.com>', { Email: 'bo@contoso.com' }],
		['user', { emailAddress: { address: 'bo@contoso.com' } }, { Email: 'bo@contoso.com' }],
		['term', 'Sales', { Label: 'Sales' }],
		['link', 'https://x.com', { Url: 'https://x.com', Description: 'https://x.com' }],
		['link', 'https://x.com, X', { Url: 'https://x.com', Description: 'X' }],
		['link', { Url: 'https://x.com' }, { Url: 'https://x.com' }],
		['object', '{ "a": 1 }', { a: 1 }],
		['array', '[1]', [1]],
		['json', '[1, { "a": null }]', [1, { a: null }]],
		['json', { a: 1 }, { a: 1 }],
	])('of a %s field: %j is sent as %j', (kind, value, sent) => {
		expect(mapped(kind, value)).toEqual(sent);
	});

	test.each<[ValueKind, unknown]>([
		['text', {}],
		['text', []],
		['text', { toString: 1 }],
		['text', NaN],
		['number', '0x10'],
		['number', 1e21],
		['number', '12345678901234567'],
		['number', '0.12345678901234567890'],
		['wholeNumber', '9007199254740993'],
		['text', 5701234567890123000],
		['json', '{ "a": 5701234567890123456 }'],
		['array', '[0.12345678901234567890]'],
		['number', '1e3'],
		['number', '1,5'],
		['number', '1.234,5'],
		['number', '.5'],
		['number', 'Infinity'],
		['number', Infinity],
		['number', true],
		['number', [1]],
		['number', ' '],
		['wholeNumber', '1.0'],
		['wholeNumber', 1.5],
		['boolean', 'yes'],
		['boolean', 2],
		['boolean', { toString: 1 }],
		['date', '01-02-2026'],
		['date', '12'],
		['dateTime', 'Room 5'],
		['lookup', 'Contoso'],
		['lookup', {}],
		['lookup', 0],
		['user', 'Anna'],
		['user', 'c:0(.s|true'],
		['user', 'a@x.dk, b@x.dk'],
		['user', '1.5'],
		['user', { constructor: 'x' }],
		['user', []],
		['term', {}],
		['term', ' '],
		['link', 'contoso'],
		['link', 'https://x.com, a, b'],
		['link', { Url: 'x' }],
		['link', {}],
		['object', '[1]'],
		['array', '{}'],
		['json', '{'],
	])('of a %s field cannot be %j', (kind, value) => {
		expect(() => mapped(kind, value)).toThrow(Refused);
	});

	test.each<[unknown, unknown]>([
		['a; b', ['a', 'b']],
		['a;#b', ['a', 'b']],
		['a, b', ['a, b']],
		[';#a;#b, c;#', ['a', 'b, c']],
		['a;b;#c', ['a;b', 'c']],
		['[a]; b', ['[a]', 'b']],
		['a, b; c', ['a, b', 'c']],
		['["a, b"]', ['a, b']],
		[['a'], ['a']],
		['', []],
	])('of a field with multiple values: %j is sent as %j', (value, sent) => {
		expect(mapped('text', value, true)).toEqual(sent);
	});

	test('of a text field keeps the digits of a BigInt', () => {
		expect(mapped('text', BigInt('5701234567890123456'))).toBe('5701234567890123456');
	});

	test('of a field with multiple values cannot be a JSON list whose numbers would be rounded', () => {
		expect(() => mapped('text', '[5701234567890123456]', true)).toThrow(Refused);
	});

	test.each(['constructor', 'toString', '__proto__'])(
		'is text when the stored kind is %s, which every object has',
		(kind) => {
			expect(mapped(kind as ValueKind, 'a')).toBe('a');
		},
	);
});
