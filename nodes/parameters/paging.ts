import { boolean } from './boolean';
import { wholeNumber } from './number';

/** The number of results that an operation returns. */
export const paging = {
	returnAll: boolean({
		description: 'Whether to return all results or only up to a given limit',
	}),
	limit: wholeNumber({
		description: 'Max number of results to return',
		default: 50,
		min: 1,
		max: 1_000_000,
		displayOptions: { show: { returnAll: [false] } },
	}),
};
