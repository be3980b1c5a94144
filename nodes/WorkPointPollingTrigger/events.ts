import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { ListItem } from '../concepts/item';
import type { Place } from '../concepts/itemPages';
import { changesSince, markNow, type Mark } from './changes';
import { creationsSince, idMarkNow, type IdMark } from './creations';
import { stageChangesSince, stageMarkNow, type StageMark } from './stages';

/** Stored in workflows: never change one once released. */
export type EventName =
	| 'documentCreatedOrUpdated'
	| 'entityCreated'
	| 'entityCreatedOrUpdated'
	| 'listItemCreatedOrUpdated'
	| 'stageChanged';

/** A row that an event is about, and what the event adds to it. */
export interface Found {
	row: ListItem;
	more?: IDataObject;
}

/** How an event is watched for: a mark when watching begins, and what happened since one. */
interface Watch<M extends IDataObject> {
	begin(place: Place, send: Send): Promise<M>;
	since(mark: M, place: Place, limit: number, send: Send): Promise<{ found: Found[]; mark: M }>;
	/** The field by which the latest row is found, for a test in the editor, and what is added to it. */
	latestBy: string;
	latestMore?: IDataObject;
}

const creations: Watch<IdMark> = {
	latestBy: 'ID',
	begin: idMarkNow,
	async since(mark, place, limit, send) {
		const { rows, mark: next } = await creationsSince(mark, place, limit, send);
		return { found: rows.map((row) => ({ row })), mark: next };
	},
};

const changes: Watch<Mark> = {
	latestBy: 'Modified',
	begin: markNow,
	async since(mark, place, limit, send) {
		const { rows, mark: next } = await changesSince(mark, place, limit, send);
		return { found: rows.map((row) => ({ row })), mark: next };
	},
};

const stageChanges: Watch<StageMark> = {
	latestBy: 'Modified',
	latestMore: { PreviousStage: null, PreviousStageId: null },
	begin: stageMarkNow,
	async since(mark, place, limit, send) {
		const read = await stageChangesSince(mark, place, limit, send);
		return {
			found: read.changes.map(({ row, previous }) => ({ row, more: previous })),
			mark: read.mark,
		};
	},
};

/** Each event: whether it is about entities of a module or rows of a list, and how it is watched for. */
export const events = {
	documentCreatedOrUpdated: { isOfModule: false, watch: changes },
	entityCreated: { isOfModule: true, watch: creations },
	entityCreatedOrUpdated: { isOfModule: true, watch: changes },
	listItemCreatedOrUpdated: { isOfModule: false, watch: changes },
	stageChanged: { isOfModule: true, watch: stageChanges },
} as unknown as Record<EventName, { isOfModule: boolean; watch: Watch<IDataObject> }>;
