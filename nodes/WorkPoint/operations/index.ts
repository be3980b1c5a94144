import { titleOf } from '../../parameters/parameter';
import { activity } from './activity';
import { apiRequest } from './apiRequest';
import { businessModule } from './businessModule';
import { digitalSignature } from './digitalSignature';
import { document } from './document';
import { email } from './email';
import { entity } from './entity';
import { event } from './event';
import { integrationParameter } from './integrationParameter';
import { listItem } from './listItem';
import type { Resource, ResourceDefinition } from './operation';
import { relation } from './relation';
import { siteCollection } from './siteCollection';
import { solution } from './solution';
import { task } from './task';

/** Things by their values, each with its value and what the picker shows: the value in words, unless it says otherwise. */
function picked<T extends { name?: string }>(things: Record<string, T>) {
	return Object.entries(things).map(([value, thing]) => ({
		...thing,
		name: thing.name ?? titleOf(value),
		value,
	}));
}

/**
 * Everything the node can do: the pickers, the dispatch, the tests and the README all come from this list. What is used most
 * comes first, as in the lists of operations. The values are stored in workflows: never change one once released.
 */
export const resources: Resource[] = picked<ResourceDefinition>({
	entity,
	document,
	listItem,
	email,
	task,
	event,
	activity,
	relation,
	digitalSignature,
	businessModule,
	siteCollection,
	integrationParameter,
	solution,
	apiRequest,
}).map((resource) => ({ ...resource, operations: picked(resource.operations) }));
