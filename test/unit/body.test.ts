import { tryToParseDateTime } from 'n8n-workflow';

import { Base64Content, defectIn, jsonBytes, JsonText } from '../../nodes/api/body';

const half = '\ud83d';

describe('a body', () => {
	test.each<[unknown, string]>([
		[{ a: 1.5, b: [null, true, 'x'], c: { d: undefined } }, '{"a":1.5,"b":[null,true,"x"],"c":{}}'],
		[{ a: 1e-7 }, '{"a":1e-7}'],
		[{ a: '🔑' }, '{"a":"🔑"}'],
		[{ a: new Date('2026-07-01T14:00:00Z') }, '{"a":"2026-07-01T14:00:00.000Z"}'],
		[
			{ a: tryToParseDateTime('2026-07-01T16:00:00', 'Europe/Copenhagen') },
			'{"a":"2026-07-01T16:00:00.000+02:00"}',
		],
		[new JsonText('{ "a": 5701234567890123456, "b": "\\ud83d\\udd11" }'), ''],
		[{ a: new Base64Content(async function* () {}) }, '{"a":""}'],
	])('of %j is sent', async (body, text) => {
		const expected = body instanceof JsonText ? body.text : text;
		expect((await jsonBytes(body)).toString()).toBe(expected);
	});

	test.each<[what: string, body: unknown, path: string[], problem: string]>([
		['NaN', { a: NaN }, ['a'], 'is NaN, not a number'],
		['Infinity', { a: { b: [1, Infinity] } }, ['a', 'b', '1'], 'is Infinity, not a number'],
		['a rounded integer', { a: 2 ** 53 }, ['a'], 'more digits than a number can hold'],
		['an invalid Date', { a: new Date('31/12/2026') }, ['a'], 'is an invalid date'],
		['an invalid DateTime', { a: { toJSON: () => null } }, ['a'], 'is an invalid date'],
		['a BigInt', { a: BigInt(1) }, ['a'], 'is a bigint'],
		['a function', { a: () => 1 }, ['a'], 'is a function'],
		['a Map', { a: new Map() }, ['a'], 'JSON cannot represent'],
		['a number as object', { a: Object(NaN) as unknown }, ['a'], 'JSON cannot represent'],
		['a list with a gap', [undefined], ['0'], 'has no value'],
		['half of a surrogate pair', ['a', `x${half}`], ['1'], 'half of a surrogate pair'],
		['half of a surrogate pair in a name', { [half]: 1 }, [half], 'half of a surrogate pair'],
		['what is no object at all', NaN, [], 'is NaN, not a number'],
	])('with %s is not sent', async (_what, body, path, problem) => {
		expect(defectIn(body)).toMatchObject({ path, problem: expect.stringContaining(problem) });
		await expect(jsonBytes(body)).rejects.toThrow();
	});

	test.each([`"${half}"`, '{"a":"\\ud83d"}', '{"\\uDD11":1}', '"\\\\\\ud83d"'])(
		'that was written as %j is not sent',
		async (text) => {
			await expect(jsonBytes(new JsonText(text))).rejects.toThrow('half of a surrogate pair');
		},
	);

	test('with the text of an escape sequence is sent', async () => {
		expect((await jsonBytes(new JsonText('"\\\\ud83d"'))).toString()).toBe('"\\\\ud83d"');
	});
});
