import { request } from './request';

export const apiRequest = {
	name: 'API Request',
	description: 'Endpoints of the Web API that have no operation of their own',
	operations: { request },
};
