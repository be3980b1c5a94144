import { guidId, locator } from '../parameters/locator';
import { optional } from '../parameters/parameter';
import { text } from '../parameters/text';
import type { EntityAddress } from './entity';

/** The list of a task or an event on the site of its entity. */
export function listOfThing(displayName: string, name: string) {
	return optional(
		locator({
			displayName,
			description: `The ${name} on the site of the entity. Defaults to the site's own ${name}`,
			searchListMethod: 'searchEntityLists',
			id: guidId,
			dependsOn: ['businessModule', 'entity'],
			isInCollection: true,
		}),
	);
}

/** The ID of a task or an event. */
export function idOfThing(name: string) {
	return text({
		description: `The ID of the ${name}, the text that "Create" returns`,
		placeholder: 'e.g. 12',
	});
}

/** The entity that a call for a task or an event names in its query. */
export function entityQuery({ businessModule: entityListID, entity: entityID }: EntityAddress) {
	return { entityListID, entityID };
}
