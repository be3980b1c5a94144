import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getActions = operation({
	value: 'getActions',
	name: 'Get Actions',
	action: 'Get active actions of business module',
	description: 'Get the actions that are active in a business module',
	parameters: { businessModule },
	request: (values) => ({
		method: 'GET',
		path: path`/api/BusinessModules/${values.businessModule}/Actions`,
	}),
	output: passThrough,
});
