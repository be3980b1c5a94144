import { create } from './create';
import { get } from './get';

export const integrationParameter = {
	description: 'Parameters that WorkPoint passes to apps and flows',
	operations: { get, create },
};
