/** Both triggers as they are run in the readings: from publishing to the items of an event. */
import type { INodeParameters } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';

import { byId } from '../../../n8n/workflow';
import type { Sandbox } from '../../../sandbox';
import { listIds } from '../../../sandbox/tenant/plainLists';
import type { Module } from '../../../sandbox/tenant/tenantTypes';
import { ids } from '../../../sandbox/tenant/seed';
import { onProject } from '../cases/case';
import { TestPolling } from '../testPolling';
import { Receiver, TestTrigger } from '../testTrigger';
import type { Subject } from './run';

/** A call of WorkPoint that the trigger turned away, with the reason that it gives and logs. */
class Refused extends Error {
	override name = 'Refused';
}

async function receiveOne(
	sandbox: Sandbox,
	receiver: Receiver,
	parameters: INodeParameters,
	begin: () => Promise<void>,
) {
	const trigger = new TestTrigger(sandbox, {
		webhookId: randomUUID(),
		webhookBaseUrl: receiver.baseUrl,
		parameters,
	});
	receiver.trigger = trigger;
	await begin();
	await trigger.activate();
	if (!(await trigger.exists())) throw new Error('The registration is not found again');
	await sandbox.webhooks.fire(ids.triggers.projectUpdated, ids.newIntranet, ids.warehouseMove);
	await receiver.settled();
	await trigger.deactivate();
	const isRefused = sandbox.webhooks.deliveries.some(({ status = 500 }) => status >= 400);
	return {
		json: receiver.starts,
		...(isRefused ? { error: new Refused(trigger.logged.join('\n')) } : {}),
	};
}

/** Publishes, receives an event about two entities, and unpublishes. */
function webhookTrigger(name: string, parameters: INodeParameters): Subject {
	return {
		name: `trigger, ${name}`,
		options: { delays: [1, 1] },
		async run(sandbox, begin) {
			const receiver = await new Receiver().start();
			try {
				return await receiveOne(sandbox, receiver, parameters, begin);
			} finally {
				await receiver.stop();
			}
		},
	};
}

/** Changes an item now: after what was there when watching began. */
function change(list: Module, id: number, stageId?: string): void {
	const item = list.entities.get(id);
	if (item === undefined) throw new Error(`There is no item ${id}`);
	Object.assign(item, { modified: '2099-01-01T00:00:00Z' }, stageId && { stageId });
}

/** Begins to watch, lets something happen, and polls. */
function pollingTrigger(
	event: string,
	parameters: INodeParameters,
	happen: (sandbox: Sandbox) => void,
): Subject {
	return {
		name: `polling trigger, ${event}`,
		onlyWatches: true,
		async run(sandbox, begin) {
			const trigger = new TestPolling(sandbox, { event, options: {}, ...parameters });
			await begin();
			const first = await trigger.poll();
			happen(sandbox);
			return { json: [first, await trigger.poll(), await trigger.poll()] };
		},
	};
}

const inProjects = { businessModule: byId(ids.projects) };
const projectsOf = ({ state }: Sandbox) => state.module(ids.projects);
const listOf = ({ state }: Sandbox, id: string) =>
	state.lists.find((list) => list.id === id) as Module;

export const triggerSubjects: Subject[] = [
	webhookTrigger('as it is', {}),
	webhookTrigger('with entities', { includeEntity: true }),
	webhookTrigger('with signatures required', { options: { requireSignature: true } }),
	webhookTrigger('on the older route', { options: { route: 'registrations' } }),
	pollingTrigger('entityCreated', inProjects, (sandbox) => {
		sandbox.state.addEntity(projectsOf(sandbox), { Title: 'Harbor' }, true);
	}),
	pollingTrigger('entityCreatedOrUpdated', inProjects, (sandbox) =>
		change(projectsOf(sandbox), ids.newIntranet),
	),
	pollingTrigger('stageChanged', inProjects, (sandbox) =>
		change(projectsOf(sandbox), ids.newIntranet, ids.stages.planning),
	),
	pollingTrigger(
		'listItemCreatedOrUpdated',
		{ listOf: 'site', list: byId(listIds.tasks) },
		(sandbox) => change(listOf(sandbox, listIds.tasks), 1),
	),
	pollingTrigger(
		'documentCreatedOrUpdated',
		{ ...onProject, libraryName: { __rl: true, mode: 'name', value: 'Documents' } },
		(sandbox) => change(listOf(sandbox, listIds.documents), 1),
	),
];
