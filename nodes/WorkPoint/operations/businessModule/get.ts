import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';
import { passThrough } from '../output';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get business module',
	description: 'Get a business module with its settings',
	parameters: { businessModule },
	request: ({ businessModule: id }) => call('GET /api/BusinessModules/{id}', { path: { id } }),
	output: passThrough,
});
