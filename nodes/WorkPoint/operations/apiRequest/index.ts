import { request } from './request';
import type { Resource } from '../operation';

export const apiRequest: Resource = {
	value: 'apiRequest',
	name: 'API Request',
	description: 'Endpoints of the Web API that have no operation of their own',
	operations: [request],
};
