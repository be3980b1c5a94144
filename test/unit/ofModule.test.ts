import { fieldsIn } from '../../nodes/concepts/fields/ofModule';

const schema = {
	type: 'object',
	required: ['Title'],
	properties: { Title: { type: 'string', title: 'Name' }, Hours: { type: 'number' } },
};

/** Name, title, kind and whether it is required, of each field. */
function told(answer: unknown) {
	return fieldsIn(answer)?.map(({ name, title, kind, isRequired }) => [
		name,
		title,
		kind,
		isRequired,
	]);
}

const expected = [
	['Title', 'Name', 'text', true],
	['Hours', 'Hours', 'number', false],
];

describe('the schema of the fields of a module', () => {
	test.each<[string, unknown]>([
		['under jsonItems', { jsonItems: schema }],
		['in other letters', { JsonItems: schema }],
		['as JSON text', { jsonItems: JSON.stringify(schema) }],
		['as JSON text in JSON text', JSON.stringify({ jsonItems: JSON.stringify(schema) })],
		['under schema', { jsonItems: { schema } }],
		['under schema alone', { schema }],
		['at the top', schema],
		['as the entries of a list', { jsonItems: { type: 'array', items: schema } }],
		[
			'with its own names in other letters',
			{
				jsonItems: {
					Required: ['Title'],
					Properties: { Title: { Type: 'String', Title: 'Name' }, Hours: { TYPE: 'number' } },
				},
			},
		],
		[
			'with lists of types',
			{
				jsonItems: {
					required: ['Title'],
					properties: {
						Title: { type: ['null', 'string'], title: 'Name' },
						Hours: { type: ['number', 'null'] },
					},
				},
			},
		],
		[
			'with members that are odd',
			{
				jsonItems: {
					required: ['Title', null, 7],
					properties: {
						Title: { type: 'string', title: 'Name', enum: null, items: 3 },
						Hours: { type: 'number', title: null },
						Nothing: null,
						Odd: 'text',
						List: [1],
					},
				},
			},
		],
	])('is read %s', (_how, answer) => {
		expect(told(answer)).toEqual(expected);
	});

	test.each<[unknown]>([
		[undefined],
		[null],
		[''],
		['no JSON'],
		[42],
		[[]],
		[{}],
		[{ jsonItems: null }],
		[{ jsonItems: '{' }],
		[{ jsonItems: { properties: [] } }],
	])('cannot be read from %j', (answer) => {
		expect(fieldsIn(answer)).toBeUndefined();
	});

	test('offers unknown types as JSON', () => {
		const fields = fieldsIn({
			properties: { Place: { type: 'geolocation' }, Nothing: {}, Mixed: { type: ['null'] } },
		});
		expect(fields?.map(({ kind }) => kind)).toEqual(['json', 'json', 'json']);
	});

	test.each<[unknown, boolean]>([
		[{ readOnly: true }, true],
		[{ readonly: true }, true],
		[{ 'x-ms-permission': 'read-only' }, true],
		[{ 'x-ms-permissions': 'read-only' }, true],
		[{ 'x-ms-permissions': ['read-only'] }, true],
		[{ 'x-ms-permission': 'read-write' }, false],
		[{ 'x-ms-permission': { toString: 1 } }, false],
		[{}, false],
	])('determines from %j whether a field can be set', (field, isReadOnly) => {
		expect(fieldsIn({ properties: { A: field } })?.[0]).toMatchObject({ isReadOnly });
	});

	test.each<[unknown, string]>([
		[{ 'x-ms-summary': 'Summary', title: 'Title', description: 'Description' }, 'Summary'],
		[{ title: 'Title', description: 'Description' }, 'Title'],
		[{ description: 'Description' }, 'Description'],
		[{ description: 'x'.repeat(200) }, 'A'],
		[{ title: '' }, 'A'],
	])('labels a field with %j', (field, title) => {
		expect(fieldsIn({ properties: { A: field } })?.[0]).toMatchObject({ title });
	});

	test('recognizes persons, terms, links and lookups by the members of their objects', () => {
		const withMember = (name: string) => ({ type: 'object', properties: { [name]: {} } });
		const fields = fieldsIn({
			properties: {
				A: withMember('Email'),
				B: { type: 'array', items: withMember('Label') },
				C: withMember('Url'),
				D: withMember('x'),
				E: { type: 'array' },
				F: withMember('LookupId'),
			},
		});
		expect(fields?.map(({ kind, isList }) => [kind, isList])).toEqual([
			['user', false],
			['term', true],
			['link', false],
			['object', false],
			['array', false],
			['lookupObject', false],
		]);
	});

	test('accepts fields with the names of standard object members', () => {
		const fields = fieldsIn(
			JSON.stringify({ properties: { constructor: { type: 'string' } } }).replace(
				'}}}',
				'},"__proto__":{"type":"number"}}}',
			),
		);
		expect(fields?.map(({ name, kind }) => [name, kind])).toEqual([
			['constructor', 'text'],
			['__proto__', 'number'],
		]);
	});
});
