import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { onProject } from '../support/cases/case';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

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

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('a task without a given priority is not urgent', async () => {
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
		[
			'event.create',
			{ ...event, additionalFields: { attendees: { attendees: [{ name: { first: 'Anna' } }] } } },
			"'Attendees' has an attendee whose name is not text",
		],
		[
			'event.create',
			{ ...event, additionalFields: { attendees: { attendees: [{ name: 'A', type: 'Known' }] } } },
			`'Attendees' has an attendee of an unknown type: "Known"`,
		],
	])('%s refuses invalid values before any call (%#)', async (key, parameters, message) => {
		const { error } = await run(key, parameters as INodeParameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each(['task', 'event'])(
		'the deletion (%s) is sent as GET and is not retried when the outcome is unknown',
		async (resource) => {
			await run(`${resource}.create`, resource === 'task' ? task : event);
			sandbox.faults.add({ path: '/Delete', kind: 'resetAfter' });
			const { error } = await run(`${resource}.delete`, { ...onProject, [`${resource}Id`]: '1' });
			expect(`${error?.message} ${error?.description}`).toContain('may have carried out this call');
			const sent = sandbox.requests.filter(({ path }) => path.includes('/Delete'));
			expect(sent.map(({ method }) => method)).toEqual(['GET']);
		},
	);

	test.each(['resetAfter', 'resetBefore', 'stall', 'cutOff'] as const)(
		'the check for existence is sent once as GET, also after %s',
		async (kind) => {
			for (const resource of ['task', 'event']) {
				sandbox.faults.add({ path: '/Exists', kind });
				const options = { timeout: 1 };
				const parameters = { ...onProject, [`${resource}Id`]: '1', options };
				const { error } = await run(`${resource}.exists`, parameters);
				// It asks, so there is nothing to look after.
				expect(error?.message).not.toContain('may have carried out');
				expect(error).toBeDefined();
			}
			expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
				'GET /api/Task/ExistsTask',
				'GET /api/Event/ExistsEvent',
			]);
		},
	);

	test('a call that WorkPoint certainly did not accept is sent again, whatever it is', async () => {
		const answer = { status: 429, headers: { 'Retry-After': '0' } };
		sandbox.faults.add({ path: '/ExistsTask', answer });
		expect((await run('task.exists', { ...onProject, taskId: '1' })).json).toEqual([
			{ Exists: false },
		]);
	});

	test.each(["AAMk+/=ø#&(1)!'*", 'x y', '007', '={{ 7 }}'])(
		'the ID of a task is text, and arrives unchanged: %s',
		async (taskId) => {
			const body = JSON.stringify(taskId);
			sandbox.faults.add({ path: '/CreateTask', answer: { status: 200, body } });
			const { json } = await run('task.create', task);
			expect(json).toEqual([{ TaskId: taskId }]);
			await run('task.exists', { ...onProject, taskId });
			const expected = taskId === '={{ 7 }}' ? '7' : taskId;
			expect(sandbox.requests.at(-1)?.query).toMatchObject({ taskID: expected });
		},
	);

	test('all details of a task or event are sent: dates in UTC, priority and status by name', async () => {
		await run('task.create', { ...task, priority: 'High', status: 'Waiting' });
		await run('event.create', { ...event, start: '2026-12-01T10:00:00+01:00' });
		expect(sandbox.requests.map(({ body }) => body)).toMatchObject([
			{
				StartDate: '2026-12-01T00:00:00Z',
				DueDate: '2026-12-31T00:00:00Z',
				Priority: 'High',
				Status: 'Waiting',
			},
			{ Start: '2026-12-01T09:00:00Z', End: '2026-12-01T10:00:00Z' },
		]);
	});

	test.each([
		['task.update', { ...task, taskId: '1', dueDate: '={{ null }}' }, "'Due Date' is not a date"],
		['task.update', { ...task, taskId: '1', startDate: '={{ "" }}' }, "'Start Date' is not a date"],
		['event.update', { ...event, eventId: '1', start: '={{ null }}' }, "'Start' is not a date"],
		['event.exists', { ...onProject, eventId: ' ' }, "'Event ID' is empty"],
	])('%s is never sent with a missing part (%#)', async (key, parameters, message) => {
		const { error } = await run(key, parameters as INodeParameters);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
