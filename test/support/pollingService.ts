/** A sandbox whose clock stands still unless a test moves it, and what happens in it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../../n8n/workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import type { Entity, Module } from '../../sandbox/tenant/tenantTypes';
import { ids } from '../../sandbox/tenant/seed';
import { onProject } from './cases/case';
import { TestPolling } from './testPolling';

export let sandbox: Sandbox;

/** The service's own clock, in seconds. */
export const service = { clock: 0 };

/** Before each test a new sandbox; after it, no call may have broken the contract. */
export function inSandbox(): void {
	beforeEach(async () => await start());
	afterEach(() => expect(sandbox.violations).toEqual([]));
	afterAll(async () => await sandbox.stop());
}

/** A moment of the service's clock as an item has it. */
export const stamp = (seconds: number) =>
	`${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;

/** Starts a sandbox in place of the one that runs; all in it was changed an hour ago. */
export async function start(options: SandboxOptions = {}): Promise<void> {
	await sandbox?.stop();
	sandbox = await startSandbox(options);
	service.clock = Date.parse('2026-03-02T08:00:00Z') / 1_000;
	for (const list of [...sandbox.state.modules.values(), ...sandbox.state.lists])
		for (const item of list.entities.values()) item.modified = stamp(service.clock);
	service.clock += 3_600;
}

export const projects = () => sandbox.state.module(ids.projects);

export function plainList(id: string): Module {
	return sandbox.state.lists.find((list) => list.id === id) as Module;
}

/** Changes an item by the service's clock. */
export function change(
	list: Module,
	id: number,
	values: IDataObject = { Title: `Changed ${id}` },
): void {
	const item = list.entities.get(id) as Entity;
	sandbox.state.write(item, values);
	item.modified = stamp(service.clock);
}

export function add(list: Module, Title: string): number {
	const item = sandbox.state.addEntity(list, { Title }, false);
	item.modified = stamp(service.clock);
	return item.id;
}

/** Brings a project into a stage. */
export function enter(id: number, stageId: string): void {
	(projects().entities.get(id) as Entity).stageId = stageId;
	change(projects(), id);
}

export const onProjects = (event: string, options: INodeParameters = {}): INodeParameters => ({
	event,
	businessModule: byId(ids.projects),
	options,
});

export const onList = (event: string, list: string, listSiteUrl = ''): INodeParameters => ({
	event,
	listOf: 'site',
	list: byId(list),
	listSiteUrl,
});

/** The documents of a library of the project "New intranet". */
export const onLibrary = (name: string): INodeParameters => ({
	event: 'documentCreatedOrUpdated',
	...onProject,
	libraryName: { __rl: true, mode: 'list', value: name },
});

/** A trigger that has begun to watch. */
export async function watching(parameters: INodeParameters): Promise<TestPolling> {
	const trigger = new TestPolling(sandbox, parameters);
	expect(await trigger.poll()).toBeUndefined();
	return trigger;
}

export const idsOf = (items: IDataObject[] | undefined) => items?.map(({ ID }) => ID);

export async function polledIds(trigger: TestPolling): Promise<unknown[] | undefined> {
	return idsOf(await trigger.poll());
}

/** The calls of the Web API that something makes. */
export async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
	const before = sandbox.requests.length;
	await work();
	return sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}

/** All items that polls give until there are no more, poll by poll. */
export async function workedThrough(trigger: TestPolling): Promise<unknown[][]> {
	const batches: unknown[][] = [];
	for (let ids = await polledIds(trigger); ids; ids = await polledIds(trigger)) batches.push(ids);
	return batches;
}

/** The next page of a list has these rows instead of its own. */
export function answerWith(
	rows: Array<{ ID: number; Modified?: string | null; Editor?: string | null }>,
): void {
	const Items = rows.map(({ ID, ...values }) => ({
		ID,
		FieldValues: Object.entries(values).map(([InternalFieldName, text]) => ({
			InternalFieldName,
			Value: text,
			TextValue: text,
		})),
	}));
	const body = JSON.stringify({ Items, PagingInfo: null });
	sandbox.faults.add({ path: '/Items', answer: { status: 200, body } });
}

export const itemsCall = (list: string) => `POST /api/List/${list}/Items`;
