import { create } from './create';
import { get } from './get';
import type { Resource } from '../operation';

export const integrationParameter: Resource = {
	value: 'integrationParameter',
	name: 'Integration Parameter',
	description: 'What WorkPoint hands to apps and flows',
	operations: [get, create],
};
