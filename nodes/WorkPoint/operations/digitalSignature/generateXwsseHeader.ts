import { call } from '../../../api/call';
import { providerPassword, providerUserName } from '../../../concepts/providerAccount';
import { operation } from '../operation';
import { named } from '../answers';

export const generateXwsseHeader = operation({
	name: 'Generate X-WSSE Header',
	action: 'Generate X WSSE header',
	description:
		'Make the X-WSSE header with which signing providers such as Penneo sign in a caller',
	parameters: { userName: providerUserName, password: providerPassword },
	request: ({ userName, password }) =>
		call('POST /api/Document/DigitalSignatureGenerateXwsseHeader', {
			isRead: true,
			secrets: [password],
			body: { UserName: userName, Password: password },
		}),
	output: named('XwsseHeader'),
});
