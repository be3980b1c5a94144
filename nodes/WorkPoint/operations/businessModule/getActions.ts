import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';

export const getActions = operation({
	action: 'Get active actions of business module',
	description: 'Get the actions that are active in a business module',
	parameters: { businessModule },
	request: ({ businessModule: id }) =>
		call('GET /api/BusinessModules/{id}/Actions', { path: { id } }),
});
