import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { registerNodeType, TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { listIds } from '../../sandbox/tenant/plainLists';
import { onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const workflow = 'n8n-nodes-workpoint.workPoint';
const tool = `${workflow}Tool`;
registerNodeType(tool, new WorkPoint());

const schema = [
	{ id: 'Title', type: 'string', valueKind: 'text' },
	{ id: 'Hours', type: 'number', valueKind: 'number' },
	{ id: 'Tags', type: 'string', valueKind: 'text', isList: true },
	{ id: 'StartDate', type: 'dateTime', valueKind: 'date' },
].map((field) => ({
	...{ displayName: field.id, required: false, display: true, defaultMatch: false, isList: false },
	...field,
}));

const given = { Title: 'New title', Hours: '', Tags: '', StartDate: '' };

const ways: Array<[how: string, parameters: (values: IDataObject) => INodeParameters]> = [
	[
		'mapped by hand',
		(values) => {
			const value = Object.fromEntries(Object.keys(values).map((id) => [id, `={{ $json.${id} }}`]));
			return { fields: { mappingMode: 'defineBelow', value, schema } as never };
		},
	],
	[
		'taken from the item',
		() => ({ fields: { mappingMode: 'autoMapInputData', value: null, schema } as never }),
	],
	['in JSON', (values) => ({ specifyFields: 'json', fieldsJson: JSON.stringify(values) })],
];

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function run(parameters: INodeParameters, item: IDataObject, type = workflow) {
	const operation = { resource: 'entity', operation: 'update', ...onProject, ...parameters };
	const { error } = await runNode(
		workPointNode(operation, { type }),
		new TestCredentials(sandbox.connection),
		[item],
	);
	const body = sandbox.requests.find(({ method }) => method === 'POST')?.body as IDataObject;
	return { error, body };
}

describe.each(ways)('empty values %s', (_how, parameters) => {
	test("leave the fields unchanged in an agent's tool", async () => {
		const { error, body } = await run(parameters(given), given, tool);
		expect(error).toBeUndefined();
		expect(body).toEqual({ Title: 'New title' });
	});

	test('leave the fields unchanged in a workflow that ignores them', async () => {
		const options = { ignoreEmptyValues: true };
		const { body } = await run({ ...parameters(given), options }, given);
		expect(body).toEqual({ Title: 'New title' });
	});

	test('clear the fields in any other workflow', async () => {
		const values = { Title: '', Hours: '' };
		const { body } = await run(parameters(values), values);
		expect(Object.keys(body)).toEqual(['Title', 'Hours']);
	});

	test('are refused when they would leave nothing to write', async () => {
		const values = { Title: '', Hours: '' };
		const { error } = await run(parameters(values), values, tool);
		expect(error?.message).toMatch(/^'Fields(?: \(JSON\))?' has only empty values$/);
		expect(sandbox.requests).toEqual([]);
	});
});

test('null in JSON clears a field, also in a tool', async () => {
	const fieldsJson = '{ "Title": "", "Hours": null, "Budget": 0, "Confidential": false }';
	const { body } = await run({ specifyFields: 'json', fieldsJson }, {}, tool);
	expect(body).toEqual({ Hours: null, Budget: 0, Confidential: false });
});

test('an empty value of a list item is ignored, and cannot be a key', async () => {
	const task = { resource: 'listItem', listOf: 'site', list: byId(listIds.tasks) };
	const json = { specifyFields: 'json', fieldsJson: '{ "Title": "A", "Notes": "", "Effort": "" }' };
	const options = { ignoreEmptyValues: true };
	const { body } = await run({ ...task, ...json, operation: 'create', options }, {});
	expect(body.FieldValues).toEqual([{ InternalFieldName: 'Title', Value: 'A' }]);
	const upsert = { ...task, ...json, operation: 'upsert', keyFields: ['Notes'], options };
	expect((await run(upsert, {})).error?.message).toContain('has no value for "Notes"');
});

test('a copy keeps the original value where the given one is empty', async () => {
	const json = { specifyFields: 'json', fieldsJson: '{ "Hours": "" }' };
	const { error, body } = await run({ operation: 'copy', ...json }, {}, tool);
	expect([error, body]).toEqual([undefined, {}]);
});
