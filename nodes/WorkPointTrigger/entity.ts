import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import { readConnection } from '../api/connection';
import { itemCall } from '../concepts/item';
import type { StoredRegistration } from './registration';

/** How long the sender waits for its answer while entities are read, in ms. */
const patience = 4_000;

/**
 * Adds each event's entity as `Entity`. One that cannot be read in time leaves the reason in `EntityError`: an event
 * is never lost for it.
 */
export async function withEntity(
	context: IWebhookFunctions,
	{ siteUrl }: StoredRegistration,
	items: IDataObject[],
): Promise<IDataObject[]> {
	const signal = AbortSignal.timeout(patience);
	const read = async (item: IDataObject): Promise<IDataObject> => {
		try {
			const client = new WorkPointClient(context, await readConnection(context));
			const { BusinessModuleId } = item.Properties as { BusinessModuleId: string };
			const entity = await client.send(itemCall(BusinessModuleId, Number(item.EntityId)), {
				site: siteUrl,
				timeout: patience,
				signal,
			});
			return { ...item, Entity: entity as unknown as IDataObject };
		} catch (failure) {
			return { ...item, Entity: null, EntityError: (failure as Error).message };
		}
	};
	return await Promise.all(items.map(read));
}
