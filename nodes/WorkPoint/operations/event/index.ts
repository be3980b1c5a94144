import { create } from './create';
import { remove } from './delete';
import { exists } from './exists';
import { update } from './update';
import type { Resource } from '../operation';

export const event: Resource = {
	value: 'event',
	name: 'Event',
	description: 'Events of an entity',
	operations: [create, remove, exists, update],
};
