import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';

export const getTriggers = operation({
	action: 'Get active triggers of business module',
	description: 'Get the triggers that are active in a business module',
	parameters: { businessModule },
	request: ({ businessModule: id }) =>
		call('GET /api/BusinessModules/{id}/Triggers', { path: { id } }),
});
