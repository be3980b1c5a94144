import { create } from './create';
import { get } from './get';

export const integrationParameter = {
	description: 'What WorkPoint hands to apps and flows',
	operations: { get, create },
};
