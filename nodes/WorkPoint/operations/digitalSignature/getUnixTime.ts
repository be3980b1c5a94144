import { call } from '../../../api/call';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const getUnixTime = operation({
	action: 'Get unix time',
	description: "Get the service's time in milliseconds since 1970, for signing providers",
	parameters: {},
	request: () => call('GET /api/Document/DigitalSignatureUnixTimeMilliseconds'),
	output: valueAs('Milliseconds'),
});
