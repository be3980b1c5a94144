import type { NodeOperationError } from 'n8n-workflow';

import type { OutputItem } from '../definition';
import type { Send } from '../../../api/call';
import { readEntity } from '../../../concepts/entity';
import { ignoreEmptyValues } from '../../../concepts/fields/mapping';
import { boolean } from '../../../parameters/boolean';
import { givesId } from '../answers';

const returnEntity = boolean({
	default: true,
	description: 'Whether to also read the entity and return all its fields',
});

/**
 * For operations that write fields of an entity and return its ID, optionally with all its fields. If the entity cannot be
 * read, `EntityError` has the reason: it has been written, and must not be written again for that.
 */
export const givesEntity = {
	...givesId('EntityId'),
	options: { ignoreEmptyValues, returnEntity },
	async enrich(
		items: OutputItem[],
		{ businessModule, returnEntity }: { businessModule: string; returnEntity?: boolean },
		send: Send,
	): Promise<OutputItem[]> {
		if (returnEntity !== true) return items;
		const withFields = async ({ json }: OutputItem): Promise<OutputItem> => {
			try {
				const entity = await readEntity(businessModule, Number(json.EntityId), true, send);
				return { json: { ...json, ...entity } };
			} catch (failure) {
				return { json: { ...json, EntityError: (failure as NodeOperationError).message } };
			}
		};
		return await Promise.all(items.map(withFields));
	},
};
