import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { operation } from '../operation';
import { passThrough } from '../output';

export const get = operation({
	value: 'get',
	name: 'Get',
	action: 'Get business module',
	description: 'Get a business module with its settings',
	parameters: { businessModule },
	request: (values) => ({
		method: 'GET',
		path: path`/api/BusinessModules/${values.businessModule}`,
	}),
	output: passThrough,
});
