import { call } from '../../../api/call';
import { businessModule, simplifiedModule } from '../../../concepts/businessModule';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';
import { passThrough } from '../answers';

export const get = operation({
	action: 'Get business module',
	description: 'Get a business module with its settings',
	parameters: { businessModule, ...outputForm },
	request: ({ businessModule: id }) => call('GET /api/BusinessModules/{id}', { path: { id } }),
	output: (module, { simplify }) => passThrough(simplify ? simplifiedModule(module) : module),
});
