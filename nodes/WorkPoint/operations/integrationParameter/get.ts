import { call } from '../../../api/call';
import { pathText } from '../../../parameters/text';
import { operation } from '../operation';

export const get = operation({
	action: 'Get integration parameter',
	description: 'Get the entity, library and documents that WorkPoint passed to an app or a flow',
	parameters: {
		identifier: pathText({
			placeholder: 'e.g. 0d4b2c1e',
			description: 'The identifier that WorkPoint passed to the app or flow',
		}),
	},
	request: ({ identifier }) =>
		call('GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}', { path: { identifier } }),
});
