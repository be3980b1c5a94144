import type { ApiRequest, Send } from '../../../shared/request';
import { flag } from '../../parameters/basic';
import { itemRequest, moduleFieldTypes, toOutput, type ListItem } from '../listItems';
import type { OutputItem } from '../operation';
import { named } from '../output';

export const returnEntity = flag({
	displayName: 'Return Entity',
	default: true,
	description: 'Whether to read the entity after the call and return all its fields',
});

interface Written {
	businessModule: string;
	returnEntity?: boolean;
}

/**
 * Sends a call that answers the ID of an entity: `{ EntityId }`, and all fields of the entity when the user asks for them.
 * When it cannot be read, `EntityError` says why: the entity has been written, and must not be written again for that.
 */
export async function write(
	{ businessModule, returnEntity: isRead }: Written,
	request: ApiRequest,
	send: Send,
): Promise<OutputItem[]> {
	const id = await send(request);
	const written = named('EntityId')(id);
	if (!isRead) return written;
	try {
		const item = (await send(itemRequest(businessModule, Number(id)))) as ListItem;
		const { json } = toOutput(await moduleFieldTypes(businessModule, send))(item);
		return written.map((one) => ({ json: { ...one.json, ...json } }));
	} catch (failure) {
		return written.map((one) => ({
			json: { ...one.json, EntityError: (failure as Error).message },
		}));
	}
}
