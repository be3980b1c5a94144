import { path } from '../../../shared/request';
import { text } from '../../parameters/basic';
import { operation } from '../operation';
import { passThrough } from '../output';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get integration parameter',
	description: 'Get the entity, library and documents that WorkPoint handed to an app or a flow',
	parameters: {
		identifier: text({
			displayName: 'Identifier',
			description: 'The identifier that WorkPoint passed on when it started the app or flow',
		}),
	},
	request: (values) => ({
		method: 'GET',
		path: path`/api/Parameter/GetPowerAppAndFlowParameter/${values.identifier}`,
	}),
	output: passThrough,
});
