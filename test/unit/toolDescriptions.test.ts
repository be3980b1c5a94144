import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { resources } from '../../nodes/WorkPoint/operations';
import { commonOptions, failOnServiceErrors } from '../../nodes/WorkPoint/operations/commonOptions';
import type { Operation } from '../../nodes/WorkPoint/operations/operation';
import {
	propertiesOf,
	type Field,
	type Parameter,
	type Parameters,
	type Reader,
} from '../../nodes/parameters/parameter';

/**
 * A model that fills in a parameter, or builds a workflow, knows nothing of it but its label, type and description. So
 * each has a description, and where the type leaves the form of the value open, the description tells it.
 */

/** What a value may look like: an example, and how a description says so. */
const forms = [
	{ example: '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6', words: /\bGUID\b/ },
	{ example: '42', words: /\bwhole number/ },
	{ example: '0x0100A1B2C3D4', words: /\bstarts with 0x\b/ },
	{ example: 'https://contoso.sharepoint.com/sites/a', words: /\babsolute URL\b|\bURL of\b/ },
	{
		example: 'https://contoso.sharepoint.com/sites/a/Documents/a.pdf',
		words: /\babsolute URL of the (document|PDF)\b/,
	},
	{ example: 'name@email.com', words: /\bemail address/ },
	{ example: '2026-12-31', words: /\bISO 8601\b/ },
	{ example: '/sites/a', words: /\b(URL|address)\b.*\bwithout the host\b/ },
	{ example: '/api/Users', words: /\bstarts with \/api\// },
	{ example: 'JVBERi0xLjQK', words: /\bbase64\b/ },
	{ example: '{ "Title": "Contoso" }', words: /\bJSON\b/ },
	{ example: '<View><Query/></View>', words: /\bXML\b/ },
	{ example: 'Any text, really', words: /\b(text|name|title|identifier|password)\b/i },
];

/**
 * Types that tell the form of the value themselves: n8n gives a switch, a number, names to choose from, rows whose
 * members are looked at one by one, or fields with types of their own.
 */
const tellingTypes = new Set([
	'boolean',
	'number',
	'options',
	'multiOptions',
	'fixedCollection',
	'resourceMapper',
]);

/** n8n's own guideline has the names of binary fields explained below the input, in the hint. */
function isBinaryField({ hint = '' }: Field): boolean {
	return /^The name of the (input|output) binary field /.test(hint);
}

/** Whether a parameter takes the text as its value. */
async function accepts(read: Parameter<unknown>['read'], text: string): Promise<boolean> {
	const reader: Reader = {
		value: () => text,
		mapped: () => ({}),
		file: async () => undefined,
		files: () => [],
		credential: async () => ({ parameter: text }),
		timezone: 'UTC',
		isTool: true,
		refuse: (problem) => {
			throw new Error(problem);
		},
	};
	try {
		await read(reader, 'parameter');
		return true;
	} catch {
		return false;
	}
}

/** Whether a description tells a form that the parameter takes. */
async function tellsForm(description: string, read?: Parameter<unknown>['read']): Promise<boolean> {
	for (const { example, words } of forms) {
		const isTold = words.test(description);
		if (isTold && (read === undefined || (await accepts(read, example)))) return true;
	}
	return false;
}

/** What is wrong with how a parameter is described; undefined when nothing is. */
async function faultOf(
	field: Field,
	read?: Parameter<unknown>['read'],
): Promise<string | undefined> {
	if (isBinaryField(field)) return undefined;
	if (!field.description) return 'has no description';
	if (tellingTypes.has(field.type)) return undefined;
	const tells = await tellsForm(field.description, read);
	return tells ? undefined : `does not tell the form: "${field.description}"`;
}

/** The fields of rows, which have no reader of their own. */
function rowFields({ type, options = [] }: Field): INodeProperties[] {
	if (type !== 'fixedCollection') return [];
	return options.flatMap((group) => ('values' in group ? group.values : []));
}

async function faultsOf(parameters: Parameters): Promise<string[]> {
	const faults = await Promise.all(
		Object.entries(parameters).flatMap(([name, { field, companions = {}, read }]) => [
			// A notice is for people.
			...(field.type === 'notice'
				? []
				: [faultOf(field, read).then((fault) => fault && `"${name}" ${fault}`)]),
			...[...propertiesOf(companions), ...rowFields(field)].map(async (inner) => {
				const fault = await faultOf(inner);
				return fault && `"${inner.name}" in "${name}" ${fault}`;
			}),
		]),
	);
	return faults.filter((fault) => fault !== undefined);
}

const operations = resources.flatMap((resource) =>
	resource.operations.map((operation): [string, string, Operation] => [
		resource.name,
		operation.name,
		operation,
	]),
);

test.each(operations)(
	'%s, %s: every parameter says what to enter',
	async (_resource, _name, operation) => {
		const { parameters, additionalFields, options } = operation;
		expect(await faultsOf({ ...parameters, ...additionalFields, ...options })).toEqual([]);
	},
);

test('the options shared by all operations say what to enter', async () => {
	expect(await faultsOf({ ...commonOptions, failOnServiceErrors })).toEqual([]);
});

test('n8n describes no two operations to a model with the same words', () => {
	const { description } = new WorkPoint();
	const told = resources.flatMap((resource) =>
		resource.operations.map((operation) =>
			NodeHelpers.makeDescription(
				{ resource: resource.value, operation: operation.value },
				description,
			),
		),
	);
	expect(new Set(told).size).toBe(told.length);
	expect(told).toContain('Change stage of entity in WorkPoint');
});
