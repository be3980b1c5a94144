import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { onProject } from './cases/case';
import { runOperation } from './runOperation';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

const task = {
	...onProject,
	title: 'Call the customer',
	startDate: '2026-12-01',
	dueDate: '2026-12-31',
	priority: 'Normal',
	status: 'NotStarted',
};

const event = {
	...onProject,
	title: 'Kick-off',
	start: '2026-12-01T09:00:00Z',
	end: '2026-12-01T10:00:00Z',
};

describe('tasks and events of an entity', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await sandbox.stop();
	});

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('a task that nobody gave a priority is not an urgent one', async () => {
		await run('task.create', {
			...onProject,
			title: 'Call the customer',
			startDate: '2026-12-01',
			dueDate: '2026-12-31',
		});
		expect(sandbox.requests.at(-1)?.body).toMatchObject({
			Priority: 'Normal',
			Status: 'NotStarted',
		});
	});

	test.each([
		['task.create', { ...task, dueDate: '={{ "" }}' }, "'Due Date' is not a date"],
		['task.create', { ...task, startDate: '01-12-2026' }, "'Start Date' is not a date"],
		['task.create', { ...task, priority: 'Urgent' }, "'Priority' is not one of the options"],
		['task.create', { ...task, title: ' ' }, "'Title' is empty"],
		['task.delete', { ...onProject, taskId: '={{ "" }}' }, "'Task ID' is empty"],
		[
			'task.create',
			{ ...task, additionalFields: { percentageComplete: 101 } },
			"'Percentage Complete' is not a whole number from 0 to 100",
		],
		['event.create', { ...event, end: '2026-12-01T08:00:00Z' }, "'End' is before 'Start'"],
		[
			'event.create',
			{ ...event, additionalFields: { attendees: { attendees: [{ email: '' }] } } },
			"'Attendees' has an attendee without a name",
		],
	])('%s refuses what cannot be meant, before a call (%#)', async (key, parameters, message) => {
		const { error } = await run(key, parameters as INodeParameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each(['task', 'event'])(
		'the deletion (%s) goes out as GET and is not repeated when its fate is unknown',
		async (resource) => {
			await run(`${resource}.create`, resource === 'task' ? task : event);
			sandbox.faults.add({ path: '/Delete', kind: 'resetAfter' });
			const { error } = await run(`${resource}.delete`, { ...onProject, [`${resource}Id`]: '1' });
			expect(`${error?.message} ${error?.description}`).toContain('may have carried out this call');
			const sent = sandbox.requests.filter(({ path }) => path.includes('/Delete'));
			expect(sent.map(({ method }) => method)).toEqual(['GET']);
		},
	);

	test('whether a task exists is asked again after a lost answer', async () => {
		sandbox.faults.add({ path: '/ExistsTask', kind: 'resetAfter' });
		const { json } = await run('task.exists', { ...onProject, taskId: '1' });
		expect(json).toEqual([{ Exists: false }]);
	});
});
