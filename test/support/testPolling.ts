import { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, Workflow } from 'n8n-workflow';

import { additionalDataFor, registerNodeType, TestCredentials } from '../../n8n/n8nEngine';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import type { Sandbox } from '../../sandbox';
import { inInstance, workflowWith, workPointNode } from './runNode';

export const pollingType = 'n8n-nodes-workpoint.workPointPollingTrigger';
registerNodeType(pollingType, new WorkPointPollingTrigger());

interface Place {
	workflowId?: string;
	instanceId?: string;
}

/** The polling trigger in a workflow, polled as n8n does it. */
export class TestPolling {
	private readonly workflow: Workflow;

	private readonly node: INode;

	private readonly credentials: TestCredentials;

	constructor(
		sandbox: Pick<Sandbox, 'connection'>,
		parameters: INodeParameters,
		private readonly place: Place = {},
	) {
		this.credentials = new TestCredentials(sandbox.connection);
		this.node = workPointNode(parameters, { type: pollingType, name: 'Changes' });
		this.workflow = workflowWith(this.node);
		this.workflow.id = place.workflowId ?? 'workflow';
	}

	/** What n8n keeps of the node, as it stores it. */
	get stored(): IDataObject {
		return JSON.parse(
			JSON.stringify(this.workflow.getStaticData('node', this.node)),
		) as IDataObject;
	}

	/** Takes over what n8n has stored, as after a restart or an import. */
	restore(stored: IDataObject): this {
		Object.assign(this.workflow.getStaticData('node', this.node), structuredClone(stored));
		return this;
	}

	/** One poll: the items of the run that it starts; undefined when it starts none. */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | undefined> {
		const context = new PollContext(
			this.workflow,
			this.node,
			additionalDataFor(this.credentials),
			mode,
			'activate',
		);
		const given = await new WorkPointPollingTrigger().poll.call(
			inInstance(context, this.place.instanceId),
		);
		return given === null ? undefined : given[0]?.map(({ json }) => json);
	}
}
