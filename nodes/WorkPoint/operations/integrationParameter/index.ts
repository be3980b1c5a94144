import { create } from './create';
import { get } from './get';
import type { ResourceDefinition } from '../operation';

export const integrationParameter: ResourceDefinition = {
	description: 'What WorkPoint hands to apps and flows',
	operations: { get, create },
};
