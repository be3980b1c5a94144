import { call } from '../../../api/call';
import { operation } from '../operation';
import { named } from '../answers';

export const getUnixTime = operation({
	action: 'Get unix time',
	description: "Get the service's clock as milliseconds since 1970, as signing providers ask for",
	parameters: {},
	request: () => call('GET /api/Document/DigitalSignatureUnixTimeMilliseconds'),
	output: named('Milliseconds'),
});
