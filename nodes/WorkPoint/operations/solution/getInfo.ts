import { call } from '../../../api/call';
import { operation } from '../operation';

export const getInfo = operation({
	action: 'Get info of solution',
	description: 'Get the version and the subscription of WorkPoint on the site',
	parameters: {},
	request: () => call('GET /api/Solution/Info'),
});
