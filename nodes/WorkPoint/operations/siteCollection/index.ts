import { register } from './register';

export const siteCollection = {
	description: 'SharePoint site collections that WorkPoint uses',
	operations: { register },
};
