import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import { registerNodeType, TestCredentials } from '../../n8n/n8nEngine';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import type { Sandbox } from '../../sandbox';
import { onProject } from '../support/cases/case';
import { runNode, workPointNode } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

/** The node as n8n makes an agent's tool of it. */
const tool = new WorkPoint();
tool.description = { ...tool.description, name: 'workPointTool' };
const toolType = 'n8n-nodes-workpoint.workPointTool';
registerNodeType(toolType, tool);

const get: INodeParameters = { resource: 'entity', operation: 'get', ...onProject };

describe('what a tool of an agent returns', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (parameters: INodeParameters, type = toolType) => {
		const node = workPointNode({ ...get, ...parameters }, { type });
		const { error, json } = await runNode(node, new TestCredentials(sandbox.connection));
		if (error) throw error;
		return json[0] ?? {};
	};

	test('is simplified by default', async () => {
		const entity = await run({});
		expect(entity).toMatchObject({ Title: 'New intranet', Budget: 250000 });
		expect(entity).not.toHaveProperty('FieldValues');
	});

	test('is raw when requested', async () => {
		expect(await run({ output: 'raw' })).toHaveProperty('FieldValues');
	});

	test('contains only the named fields', async () => {
		const parameters = { output: 'selectedFields', outputFields: 'ID, Title, Budget' };
		expect(await run(parameters)).toEqual({ ID: 2, Title: 'New intranet', Budget: 250000 });
	});

	test('depends on Simplify alone in a workflow, whatever a tool would return', async () => {
		const parameters = { simplify: false, output: 'selectedFields', outputFields: 'ID' };
		expect(await run(parameters, 'n8n-nodes-workpoint.workPoint')).toHaveProperty('FieldValues');
	});

	test('is chosen by Output in a tool and by Simplify in a workflow', () => {
		const shown = ({ description }: WorkPoint) =>
			description.properties
				.filter((property) =>
					NodeHelpers.displayParameter(
						{ resource: 'entity', operation: 'get' },
						property,
						{ typeVersion: 1 },
						description,
					),
				)
				.map(({ name }) => name);
		expect(shown(tool)).toContain('output');
		expect(shown(tool)).not.toContain('simplify');
		expect(shown(new WorkPoint())).toContain('simplify');
		expect(shown(new WorkPoint())).not.toContain('output');
	});
});
