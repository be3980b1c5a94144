import { paging } from '../../parameters/paging';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many business modules',
	description: 'Get the business modules of the WorkPoint site',
	parameters: paging,
	request: () => ({ method: 'GET', path: '/api/BusinessModules' }),
	output: (response, { returnAll, limit }) => {
		const items = passThrough(response);
		return returnAll ? items : items.slice(0, limit);
	},
});
