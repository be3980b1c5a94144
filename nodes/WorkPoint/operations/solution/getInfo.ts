import { call } from '../../../api/call';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getInfo = operation({
	action: 'Get info of solution',
	description: 'Get the version and the subscription of WorkPoint on the site',
	parameters: {},
	request: () => call('GET /api/Solution/Info'),
	output: passThrough,
});
