import type { Send } from '../api/call';
import { isRecordOf } from '../api/json';
import type { ListItem } from '../concepts/query/item';
import type { ListAddress } from '../concepts/fields/ofList';
import { changesSince, currentCursor, isCursor, type Cursor } from './changedRows';
import { idOf, rowsOf, type Change, type Changes } from './watchedRows';

/** The position in a module, with the IDs of its entities by stage. */
export interface StageCursor extends Cursor {
	stages: Record<string, number[]>;
}

export function isStageCursor(stored: unknown): stored is StageCursor {
	const areIds = (ids: unknown) => Array.isArray(ids) && ids.every(Number.isSafeInteger);
	return isCursor(stored) && isRecordOf(stored.stages, areIds);
}

/** A stage by its ID, a content type ID of the module's list (grade A), with the title for people. */
function stageOf({ ContentTypeId, ContentType }: ListItem): string {
	return `${ContentTypeId ?? ''} ${ContentType ?? ''}`.trim();
}

type Known = Map<number, string>;

function knownIn(stages: StageCursor['stages']): Known {
	return new Map(Object.entries(stages).flatMap(([stage, ids]) => ids.map((id) => [id, stage])));
}

function byStage(known: Known): StageCursor['stages'] {
	const stages: StageCursor['stages'] = {};
	for (const [id, stage] of known) (stages[stage] ??= []).push(id);
	return stages;
}

/** The first cursor: each entity is read once. */
export async function currentStageCursor(list: ListAddress, send: Send): Promise<StageCursor> {
	// Changes during the reading are read again.
	const cursor = await currentCursor(list, send);
	const known: Known = new Map();
	for await (const row of rowsOf(list, [], [{ field: 'ID', direction: 'ascending' }], send))
		known.set(idOf(row), stageOf(row));
	return { ...cursor, stages: byStage(known) };
}

/**
 * The entities that entered another stage since a cursor, each with its previous stage. A new entity has not changed its
 * stage.
 */
export async function stageChangesSince(
	{ stages, ...cursor }: StageCursor,
	list: ListAddress,
	limit: number,
	send: Send,
): Promise<Changes<StageCursor>> {
	const changed = await changesSince(cursor as Cursor, list, limit, send);
	const known = knownIn(stages);
	const changes: Change[] = [];
	for (const { row } of changed.changes) {
		const before = known.get(idOf(row));
		const now = stageOf(row);
		known.set(idOf(row), now);
		if (before === undefined || before === now) continue;
		const [id = '', ...title] = before.split(' ');
		changes.push({ row, more: { PreviousStage: title.join(' '), PreviousStageId: id } });
	}
	return { changes, cursor: { ...changed.cursor, stages: byStage(known) } };
}
