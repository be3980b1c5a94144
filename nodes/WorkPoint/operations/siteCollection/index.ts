import { register } from './register';
import type { ResourceDefinition } from '../operation';

export const siteCollection: ResourceDefinition = {
	description: 'SharePoint site collections that WorkPoint uses',
	operations: { register },
};
