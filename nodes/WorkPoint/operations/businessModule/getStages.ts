import { stagesIn } from '../../../concepts/stage';
import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';
import { passThrough } from '../answers';

export const getStages = operation({
	action: 'Get stages of business module',
	description: 'Get the stages of a business module in their order',
	parameters: { businessModule },
	request: ({ businessModule: id }) => call('GET /api/BusinessModules/{id}', { path: { id } }),
	output: (module) => passThrough(stagesIn(module)),
});
