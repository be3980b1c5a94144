import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { ListAddress } from '../concepts/fields/ofList';
import { changesSince, currentCursor, type Cursor } from './changes';
import { creationsSince, currentIdCursor, type IdCursor } from './creations';
import type { Changes } from './rows';
import { stageChangesSince, currentStageCursor, type StageCursor } from './stages';

/** Stored in workflows: never change one once released. */
export type EventName =
	| 'documentCreatedOrUpdated'
	| 'entityCreated'
	| 'entityCreatedOrUpdated'
	| 'listItemCreatedOrUpdated'
	| 'stageChanged';

/** How an event is watched for: a cursor when watching begins, and what happened since one. */
interface Watch<M extends IDataObject> {
	begin(list: ListAddress, send: Send): Promise<M>;
	since(cursor: M, list: ListAddress, limit: number, send: Send): Promise<Changes<M>>;
	/** The field by which the latest row is found, for a test in the editor, and what is added to it. */
	latestBy: string;
	latestMore?: IDataObject;
}

const creations: Watch<IdCursor> = {
	latestBy: 'ID',
	begin: currentIdCursor,
	since: creationsSince,
};

const changes: Watch<Cursor> = { latestBy: 'Modified', begin: currentCursor, since: changesSince };

const stageChanges: Watch<StageCursor> = {
	latestBy: 'Modified',
	latestMore: { PreviousStage: null, PreviousStageId: null },
	begin: currentStageCursor,
	since: stageChangesSince,
};

/** Each event: whether it is about entities of a module or rows of a list, and how it is watched for. */
export const events = {
	documentCreatedOrUpdated: { isOfModule: false, watch: changes },
	entityCreated: { isOfModule: true, watch: creations },
	entityCreatedOrUpdated: { isOfModule: true, watch: changes },
	listItemCreatedOrUpdated: { isOfModule: false, watch: changes },
	stageChanged: { isOfModule: true, watch: stageChanges },
} as unknown as Record<EventName, { isOfModule: boolean; watch: Watch<IDataObject> }>;
