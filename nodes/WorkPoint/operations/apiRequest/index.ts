import { request } from './request';

export const apiRequest = {
	name: 'API Request',
	description: 'Web API endpoints without their own operation',
	operations: { request },
};
