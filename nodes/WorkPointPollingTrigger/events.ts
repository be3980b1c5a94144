import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { ListAddress } from '../concepts/fields/ofList';
import { changesSince, currentCursor, isCursor, type Cursor } from './changedRows';
import { creationsSince, currentIdCursor, isIdCursor, type IdCursor } from './newRows';
import type { Changes } from './watchedRows';
import {
	stageChangesSince,
	currentStageCursor,
	isStageCursor,
	type StageCursor,
} from './changedStages';

/** The method of watching for an event: the first cursor, and the changes since a cursor. */
export interface Watch<M extends IDataObject> {
	begin(list: ListAddress, send: Send): Promise<M>;
	/** Whether a stored value is a cursor of this kind. */
	isCursor(stored: unknown): stored is M;
	since(cursor: M, list: ListAddress, limit: number, send: Send): Promise<Changes<M>>;
	/** The field that finds the latest row, for a test in the editor, and the additions to the row. */
	latestBy: string;
	latestMore?: IDataObject;
}

const creations: Watch<IdCursor> = {
	latestBy: 'ID',
	begin: currentIdCursor,
	isCursor: isIdCursor,
	since: creationsSince,
};

const changes: Watch<Cursor> = {
	latestBy: 'Modified',
	begin: currentCursor,
	isCursor,
	since: changesSince,
};

const stageChanges: Watch<StageCursor> = {
	latestBy: 'Modified',
	latestMore: { PreviousStage: null, PreviousStageId: null },
	begin: currentStageCursor,
	isCursor: isStageCursor,
	since: stageChangesSince,
};

/** The place of an event: entities of a module, items of a list, or documents of a library. */
export type Subject = 'module' | 'list' | 'library';

/** An event with its name for users, its place, and the method of watching for it. */
interface WatchedEvent {
	label: string;
	description: string;
	of: Subject;
	watch: Watch<IDataObject>;
}

/** All events. Their names are stored in workflows: never change one once released. */
const table = {
	documentCreatedOrUpdated: {
		label: 'Document Created or Updated',
		description: 'A document of a library was added or changed',
		of: 'library',
		watch: changes,
	},
	entityCreated: {
		label: 'Entity Created',
		description: 'A business module has a new entity',
		of: 'module',
		watch: creations,
	},
	entityCreatedOrUpdated: {
		label: 'Entity Created or Updated',
		description: 'An entity of a business module was added or changed',
		of: 'module',
		watch: changes,
	},
	listItemCreatedOrUpdated: {
		label: 'List Item Created or Updated',
		description: 'An item of a list was added or changed',
		of: 'list',
		watch: changes,
	},
	stageChanged: {
		label: 'Stage Changed',
		description: 'An entity of a business module entered another stage',
		of: 'module',
		watch: stageChanges,
	},
} satisfies Record<string, WatchedEvent>;

export type EventName = keyof typeof table;

export const events: Record<EventName, WatchedEvent> = table;

export const eventNames = Object.keys(events) as EventName[];
