import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import { unchecked } from '../api/json';
import type { Schemas } from '../api/call';
import { readEntity } from '../concepts/entity';
import { readEntityOptions } from './parameters';

/** The maximum time in ms that an event waits for its entity, including sign-in and retries. */
const patience = 30_000;

/**
 * Adds the entity of an event as `Entity`. If it cannot be read in time, `EntityError` has the reason: an event
 * is never lost.
 *
 * @param event from the webhook, with the registered module
 */
export async function withEntity(
	context: IExecuteFunctions,
	event: IDataObject,
): Promise<IDataObject> {
	const outOfTime = AbortSignal.timeout(patience);
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled === undefined ? outOfTime : AbortSignal.any([outOfTime, cancelled]);
	try {
		const { simplify = true, siteUrl: site } = await readEntityOptions(context);
		const client = await WorkPointClient.of(context);
		const { EntityId } = unchecked<Schemas['NotificationEvent']>(event);
		const { Properties } = unchecked<Schemas['Notification']>(event);
		const { BusinessModuleId } = unchecked<Schemas['WebHookProperties']>(Properties);
		const entity = await readEntity(
			String(BusinessModuleId),
			Number(EntityId),
			simplify,
			client.sender({ site, signal }),
		);
		return { ...event, Entity: entity };
	} catch (failure) {
		const reason = outOfTime.aborted
			? `WorkPoint did not return the entity within ${patience / 1_000} s`
			: (failure as Error).message;
		return { ...event, Entity: null, EntityError: reason };
	}
}
