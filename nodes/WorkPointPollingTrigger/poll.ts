import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Send } from '../api/call';
import { WorkPointClient } from '../api/client';
import { asNodeError, withAdviceInMessage } from '../api/nodeError';
import { businessModule } from '../concepts/businessModule';
import { entityFieldTypes } from '../concepts/fields/ofModule';
import type { FieldMap } from '../concepts/fields/fieldDescription';
import { isFolder, toJson, type ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import { documentJson } from '../concepts/lists/documentOutput';
import { findLibrary, library } from '../concepts/lists/library';
import { listIn } from '../concepts/lists/list';
import { listFieldTypes } from '../concepts/fields/ofList';
import { entitiesAmong } from '../concepts/masterEntity';
import { lookUp, readCollection, readParameters } from '../parameters/reader';
import { isChangedBy } from './editors';
import { events, type EventName, type Subject } from './events';
import { event, pollingOptions } from './parameters';
import { Position } from './position';
import { lastRow, type Change } from './watchedRows';

/** The maximum number of rows in the output of a poll; the next poll continues with the rest. */
const rowsPerPoll = 1_000;

/** The timeout of a call in ms. */
const timeout = 60_000;

/** The list that the node watches, and the way it does so. */
interface Task {
	event: EventName;
	list: ListAddress;
	/** The WorkPoint site. */
	siteUrl: string;
	send: Send;
	/** The rows that can have events: neither folders nor the MASTER item. */
	keep(rows: ListItem[]): Promise<ListItem[]>;
	/** The accounts whose changes start nothing. */
	ignored: string[];
	/** The types of the fields for simplified output; read only if there is output. */
	types(): Promise<FieldMap | undefined>;
	/** The output for a row, with these types. */
	show(row: ListItem, types: FieldMap | undefined): IDataObject;
}

/** The chosen list or library. */
async function watchedList(
	context: IPollFunctions,
	subject: Subject,
	send: Send,
	siteUrl: string,
): Promise<ListAddress> {
	if (subject === 'library') {
		const values = await lookUp(await readParameters({ context }, library), send, siteUrl);
		const { listId, site } = await findLibrary(values, send, siteUrl);
		return { listId, site };
	}
	const chosen = await readParameters({ context }, listIn);
	const { list: listId, listSiteUrl: site } = await lookUp(chosen, send, siteUrl);
	return { listId, site };
}

async function readTask(context: IPollFunctions): Promise<Task> {
	const { event: name } = await readParameters({ context }, { event });
	const {
		siteUrl,
		simplify = true,
		ignoreChangesBy: ignored = [],
	} = await readCollection({ context }, 'options', pollingOptions);
	const client = await WorkPointClient.of(context);
	const send = client.sender({ site: siteUrl, timeout });
	const common = { event: name, ignored, siteUrl: siteUrl ?? client.connection.siteUrl, send };
	if (events[name].of === 'module') {
		const chosen = await readParameters({ context }, { businessModule });
		const { businessModule: id } = await lookUp(chosen, send, common.siteUrl);
		return {
			...common,
			list: { listId: id },
			keep: async (rows) => await entitiesAmong(rows, id, send),
			types: async () => await entityFieldTypes({ businessModule: id, simplify }, send),
			show: toJson,
		};
	}
	const watched = await watchedList(context, events[name].of, send, common.siteUrl);
	return {
		...common,
		list: watched,
		keep: async (rows) => rows.filter((row) => !isFolder(row)),
		types: async () => {
			const { listId, site } = watched;
			return await listFieldTypes({ list: listId, listSiteUrl: site, simplify }, send);
		},
		show:
			events[name].of === 'library'
				? (row, types) => documentJson(row, { site: watched.site ?? common.siteUrl }, types)
				: toJson,
	};
}

async function toItems(task: Task, changes: Change[]): Promise<INodeExecutionData[][] | null> {
	const kept = new Set(await task.keep(changes.map(({ row }) => row)));
	if (kept.size === 0) return null;
	const known = await task.types();
	return [
		changes
			.filter(({ row }) => kept.has(row))
			.map(({ row, more }) => ({ json: { ...task.show(row, known), ...more } })),
	];
}

/** For a test in the editor: the latest row, of any time. Nothing is stored. */
async function latest(task: Task): Promise<INodeExecutionData[][] | null> {
	const { latestBy, latestMore } = events[task.event].watch;
	const counts = async (row: ListItem) => (await task.keep([row])).length > 0;
	const row = await lastRow(task.list, latestBy, task.send, counts);
	return await toItems(task, row === undefined ? [] : [{ row, more: latestMore }]);
}

function identityOf(context: IPollFunctions, { event: name, siteUrl, list }: Task): string {
	const { id } = context.getWorkflow();
	return [context.getInstanceId(), id, name, list.site ?? siteUrl, list.listId].join(' ');
}

/**
 * The changes since the last poll. The position is stored last, so that the next poll makes up for one that fails. n8n polls
 * by the clock, even during another poll: changes read from an outdated position have been returned by that other poll.
 */
async function changesNow(
	context: IPollFunctions,
	task: Task,
): Promise<INodeExecutionData[][] | null> {
	const { watch } = events[task.event];
	const position = new Position(context, identityOf(context, task));
	const known = position.cursor(watch);
	const { changes, cursor } =
		known === undefined
			? { changes: [], cursor: await watch.begin(task.list, task.send) }
			: await watch.since(known, task.list, rowsPerPoll, task.send);
	const counting = changes.filter(({ row }) => !isChangedBy(row, task.ignored));
	const items = await toItems(task, counting);
	return position.advance(cursor) ? items : null;
}

/**
 * One poll of the node.
 *
 * @throws {NodeApiError|NodeOperationError} when WorkPoint cannot be read, or returns other rows than requested
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isTest = this.getMode() === 'manual';
	try {
		const task = await readTask(this);
		return isTest ? await latest(task) : await changesNow(this, task);
	} catch (failure) {
		throw (isTest ? asNodeError : withAdviceInMessage)(this.getNode(), failure);
	}
}
