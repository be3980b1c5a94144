import { flag, wholeNumber } from '../../parameters/basic';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many business modules',
	description: 'Get the business modules of the WorkPoint site',
	parameters: {
		returnAll: flag({
			displayName: 'Return All',
			description: 'Whether to return all results or only up to a given limit',
		}),
		limit: wholeNumber({
			displayName: 'Limit',
			description: 'Max number of results to return',
			default: 50,
			min: 1,
			displayOptions: { show: { returnAll: [false] } },
		}),
	},
	request: () => ({ method: 'GET', path: '/api/BusinessModules' }),
	output: (response, { returnAll, limit }) => {
		const items = passThrough(response);
		return returnAll ? items : items.slice(0, limit);
	},
});
