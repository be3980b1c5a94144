import { call } from '../../../api/call';
import { providerPassword, providerUserName } from '../../../concepts/providerAccount';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const generateXwsseHeader = operation({
	name: 'Generate X-WSSE Header',
	action: 'Generate X WSSE header',
	description:
		'Generate the X-WSSE header that signing providers such as Penneo require for sign-in',
	parameters: { userName: providerUserName, password: providerPassword },
	request: ({ userName, password }) =>
		call('POST /api/Document/DigitalSignatureGenerateXwsseHeader', {
			isRead: true,
			secrets: [password],
			body: { UserName: userName, Password: password },
		}),
	output: valueAs('XwsseHeader'),
});
