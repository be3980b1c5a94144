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

/** Things by their values, each with its value and its name in the picker: by default, the value in words. */
function picked<T extends { name?: string }>(things: Record<string, T>) {
	return Object.entries(things).map(([value, thing]) => ({
		...thing,
		name: thing.name ?? titleOf(value),
		value,
	}));
}

/**
 * All operations of the node: the pickers, the dispatch, the tests and the README all come from this list. The most used
 * come first, as in the lists of operations. The values are stored in workflows: never change one once released.
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
