import type { NodeOperationError } from 'n8n-workflow';

import type { OutputItem } from '../definition';
import type { Send } from '../../../api/call';
import { readEntity } from '../../../concepts/entity';
import { ignoreEmptyValues } from '../../../concepts/fields/mapping';
import { boolean } from '../../../parameters/boolean';
import { givesId } from '../answers';

const returnEntity = boolean({
	default: true,
	description: 'Whether to read the entity after the call and return all its fields',
});

/**
 * Adds all fields of the entity when the user asks for them. When it cannot be read, `EntityError` says why: the entity has
 * been written, and must not be written again for that.
 */
async function withEntity(
	items: OutputItem[],
	values: { businessModule: string; returnEntity?: boolean },
	send: Send,
): Promise<OutputItem[]> {
	if (values.returnEntity !== true) return items;
	return await Promise.all(
		items.map(async ({ json }) => {
			try {
				const id = Number(json.EntityId);
				return { json: { ...json, ...(await readEntity(values.businessModule, id, true, send)) } };
			} catch (failure) {
				return { json: { ...json, EntityError: (failure as NodeOperationError).message } };
			}
		}),
	);
}

/** For operations that write fields of an entity and answer its ID. */
export const givesEntity = {
	...givesId('EntityId'),
	options: { ignoreEmptyValues, returnEntity },
	enrich: withEntity,
};
