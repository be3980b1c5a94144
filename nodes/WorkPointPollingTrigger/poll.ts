import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Send } from '../api/call';
import { WorkPointClient } from '../api/client';
import { readConnection } from '../api/connection';
import { businessModule } from '../concepts/businessModule';
import { entityFieldTypes } from '../concepts/fieldSchema';
import type { FieldMap } from '../concepts/field';
import { toJson, type ListItem } from '../concepts/item';
import { list, listSiteUrl } from '../concepts/list';
import { listFieldTypes } from '../concepts/listDefinition';
import { entitiesAmong } from '../concepts/masterEntity';
import { readHookParameters } from '../parameters/hookReader';
import { events, type EventName, type Found } from './events';
import { event, options } from './parameters';
import { lastRow, type Place } from './rows';

/** Rows that one poll gives out at most; the next one goes on with the rest. */
const rowsPerPoll = 1_000;

/** Time for one call in ms. */
const timeout = 60_000;

/** What the node watches, and how. */
interface Task {
	event: EventName;
	place: Place;
	send: Send;
	/** The rows that count: the master of a module is no entity. */
	keep(rows: ListItem[]): Promise<ListItem[]>;
	/** The types of the fields for simplified output; read only when there is something to give out. */
	types(): Promise<FieldMap | undefined>;
}

/** What n8n keeps between polls. A workflow that is imported elsewhere brings it along, and it does not count there. */
interface State extends IDataObject {
	/** What the mark is of. */
	of?: string;
	mark?: IDataObject;
}

async function readTask(context: IPollFunctions): Promise<Task> {
	const { event: name = 'entityCreated' } = await readHookParameters(context, { event });
	const { siteUrl, simplify = true } = await readHookParameters(context, options, 'options');
	const client = new WorkPointClient(context, await readConnection(context));
	const send: Send = async (call) => await client.send(call, { site: siteUrl, timeout });
	if (events[name].isOfModule) {
		const { businessModule: id = '' } = await readHookParameters(context, { businessModule });
		const types = async () => await entityFieldTypes({ businessModule: id, simplify }, send);
		const keep = async (rows: ListItem[]) => await entitiesAmong(rows, id, send);
		return { event: name, place: { listId: id }, send, keep, types };
	}
	const values = await readHookParameters(context, { list, listSiteUrl }, undefined, {
		send,
		siteUrl: siteUrl ?? client.connection.siteUrl,
	});
	const { list: id = '', listSiteUrl: site } = values;
	const types = async () => await listFieldTypes({ list: id, listSiteUrl: site, simplify }, send);
	return { event: name, place: { listId: id, site }, send, keep: async (rows) => rows, types };
}

async function toItems(
	{ keep, types }: Task,
	all: Found[],
): Promise<INodeExecutionData[][] | null> {
	const kept = new Set(await keep(all.map(({ row }) => row)));
	const found = all.filter(({ row }) => kept.has(row));
	if (found.length === 0) return null;
	const known = await types();
	return [found.map(({ row, more }) => ({ json: { ...toJson(row, known), ...more } }))];
}

/** For a test in the editor: the latest row, whenever it was. Nothing is remembered of it. */
async function latest(task: Task): Promise<INodeExecutionData[][] | null> {
	const row = await lastRow(task.place, events[task.event].watch.latestBy, task.send);
	return await toItems(task, row === undefined ? [] : [{ row }]);
}

function identityOf(context: IPollFunctions, { event: name, place }: Task): string {
	const { id } = context.getWorkflow();
	return [context.getInstanceId(), id, name, place.site ?? '', place.listId].join(' ');
}

/** Nodes whose poll is under way: n8n starts the next one by the clock, and two at once would give the same out twice. */
const underWay = new Set<string>();

/** What happened since the last poll. The state is written last, so that a poll that fails is made up for by the next. */
async function news(context: IPollFunctions, task: Task): Promise<INodeExecutionData[][] | null> {
	const state = context.getWorkflowStaticData('node') as State;
	const { watch } = events[task.event];
	const of = identityOf(context, task);
	if (state.of !== of || state.mark === undefined) {
		const mark = await watch.begin(task.place, task.send);
		Object.assign(state, { of, mark });
		return null;
	}
	const { found, mark } = await watch.since(state.mark, task.place, rowsPerPoll, task.send);
	const items = await toItems(task, found);
	if (JSON.stringify(mark) !== JSON.stringify(state.mark)) state.mark = mark;
	return items;
}

/** One poll of the node. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const task = await readTask(this);
	if (this.getMode() === 'manual') return await latest(task);
	const key = `${this.getWorkflow().id} ${this.getNode().id}`;
	if (underWay.has(key)) return null;
	underWay.add(key);
	try {
		return await news(this, task);
	} finally {
		underWay.delete(key);
	}
}
