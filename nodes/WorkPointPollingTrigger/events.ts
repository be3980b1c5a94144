import type { IDataObject } from 'n8n-workflow';

import type { Send } from '../api/call';
import type { Place } from '../concepts/query/readList';
import { changesSince, markNow, type Mark } from './changes';
import { creationsSince, idMarkNow, type IdMark } from './creations';
import type { News } from './rows';
import { stageChangesSince, stageMarkNow, type StageMark } from './stages';

/** Stored in workflows: never change one once released. */
export type EventName =
	| 'documentCreatedOrUpdated'
	| 'entityCreated'
	| 'entityCreatedOrUpdated'
	| 'listItemCreatedOrUpdated'
	| 'stageChanged';

/** How an event is watched for: a mark when watching begins, and what happened since one. */
interface Watch<M extends IDataObject> {
	begin(place: Place, send: Send): Promise<M>;
	since(mark: M, place: Place, limit: number, send: Send): Promise<News<M>>;
	/** The field by which the latest row is found, for a test in the editor, and what is added to it. */
	latestBy: string;
	latestMore?: IDataObject;
}

const creations: Watch<IdMark> = { latestBy: 'ID', begin: idMarkNow, since: creationsSince };

const changes: Watch<Mark> = { latestBy: 'Modified', begin: markNow, since: changesSince };

const stageChanges: Watch<StageMark> = {
	latestBy: 'Modified',
	latestMore: { PreviousStage: null, PreviousStageId: null },
	begin: stageMarkNow,
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
