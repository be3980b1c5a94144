import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getTriggers = operation({
	value: 'getTriggers',
	name: 'Get Triggers',
	action: 'Get active triggers of business module',
	description: 'Get the triggers that are active in a business module',
	parameters: { businessModule },
	request: (values) => ({
		method: 'GET',
		path: path`/api/BusinessModules/${values.businessModule}/Triggers`,
	}),
	output: passThrough,
});
