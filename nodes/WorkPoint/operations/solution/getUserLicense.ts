import { call } from '../../../api/call';
import { operation } from '../operation';

export const getUserLicense = operation({
	action: 'Get user license of solution',
	description: 'Get the license of the signed-in account, with its features',
	parameters: {},
	request: () => call('GET /api/License/UserLicense'),
});
