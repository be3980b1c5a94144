import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Watch } from './events';

/** The version of the stored position. Without one, it is the first. */
const version = 1;

/** The state that n8n stores between polls. An imported workflow includes it, but it does not count in another instance. */
interface Stored extends IDataObject {
	/** The watched list, with the instance, the workflow and the event. */
	of?: string;
	/** The cursor. The name is stored. */
	mark?: IDataObject;
	version?: number;
}

/** The position of a poll in its list, which n8n stores. */
export class Position {
	private readonly stored: Stored;

	private readonly before: string;

	constructor(
		context: IPollFunctions,
		private readonly of: string,
	) {
		this.stored = context.getWorkflowStaticData('node');
		this.before = JSON.stringify(this.stored);
	}

	/** The stored cursor; undefined if it belongs to another list, or has a form unknown to this version. */
	cursor({ isCursor }: Watch<IDataObject>): IDataObject | undefined {
		const { of, mark, version: stored = 1 } = this.stored;
		return stored === version && of === this.of && isCursor(mark) ? mark : undefined;
	}

	/** Stores the next cursor; false if another poll has stored one in the meantime. */
	advance(cursor: IDataObject): boolean {
		if (JSON.stringify(this.stored) !== this.before) return false;
		const next: Stored = { of: this.of, mark: cursor, version };
		if (JSON.stringify(next) !== this.before) Object.assign(this.stored, next);
		return true;
	}
}
