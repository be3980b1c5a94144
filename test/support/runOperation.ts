import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import type { Sandbox } from '../../sandbox';
import { inputItem } from './cases/inputItem';
import { runNode, workPointNode, type Result } from './runNode';

/** Runs an operation, named as `resource.operation`, for one item: {@link inputItem}. */
export async function runOperation(
	sandbox: Sandbox,
	key: string,
	parameters: INodeParameters,
): Promise<Result> {
	const [resource, operation] = key.split('.') as [string, string];
	return await runNode(
		workPointNode({ resource, operation, ...parameters }),
		new TestCredentials(sandbox.connection),
		[await inputItem()],
	);
}
