import { request } from './request';
import type { ResourceDefinition } from '../operation';

export const apiRequest: ResourceDefinition = {
	name: 'API Request',
	description: 'Endpoints of the Web API that have no operation of their own',
	operations: { request },
};
