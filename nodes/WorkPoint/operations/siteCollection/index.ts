import { register } from './register';
import type { Resource } from '../operation';

export const siteCollection: Resource = {
	value: 'siteCollection',
	name: 'Site Collection',
	description: 'SharePoint site collections that WorkPoint uses',
	operations: [register],
};
