import type { Send } from '../api/call';
import type { ListItem } from '../concepts/query/item';
import type { Place } from '../concepts/query/readList';
import { changesSince, markNow, type Mark } from './changes';
import { idOf, rowsOf, type Found, type News } from './rows';

/** How far a module has been read, and in which stage each entity was then: the IDs by stage. */
export interface StageMark extends Mark {
	stages: Record<string, number[]>;
}

/** A stage by its ID, a content type ID of the module's list (grade A), with the title for people. */
function stageOf({ ContentTypeId, ContentType }: ListItem): string {
	return `${ContentTypeId ?? ''} ${ContentType ?? ''}`.trim();
}

type Known = Map<number, string>;

function knownIn(stages: StageMark['stages']): Known {
	return new Map(Object.entries(stages).flatMap(([stage, ids]) => ids.map((id) => [id, stage])));
}

function byStage(known: Known): StageMark['stages'] {
	const stages: StageMark['stages'] = {};
	for (const [id, stage] of known) (stages[stage] ??= []).push(id);
	return stages;
}

/** The mark when watching begins: each entity is read once. */
export async function stageMarkNow(place: Place, send: Send): Promise<StageMark> {
	// What changes while the entities are read is read again.
	const mark = await markNow(place, send);
	const known: Known = new Map();
	for await (const row of rowsOf(place, [], [{ field: 'ID', direction: 'ascending' }], send))
		known.set(idOf(row), stageOf(row));
	return { ...mark, stages: byStage(known) };
}

/**
 * The entities that entered another stage since a mark, with the one that they came from. One that is new has not changed its
 * stage.
 */
export async function stageChangesSince(
	{ stages, ...mark }: StageMark,
	place: Place,
	limit: number,
	send: Send,
): Promise<News<StageMark>> {
	const changes = await changesSince(mark as Mark, place, limit, send);
	const known = knownIn(stages);
	const found: Found[] = [];
	for (const { row } of changes.found) {
		const before = known.get(idOf(row));
		const now = stageOf(row);
		known.set(idOf(row), now);
		if (before === undefined || before === now) continue;
		const [id = '', ...title] = before.split(' ');
		found.push({ row, more: { PreviousStage: title.join(' '), PreviousStageId: id } });
	}
	return { found, mark: { ...changes.mark, stages: byStage(known) } };
}
