import { call } from '../../../api/call';
import { text } from '../../../parameters/text';
import { operation } from '../operation';
import { named } from '../output';

export const generateXwsseHeader = operation({
	value: 'generateXwsseHeader',
	name: 'Generate X-WSSE Header',
	action: 'Generate X WSSE header',
	description:
		'Make the X-WSSE header with which signing providers such as Penneo sign in a caller',
	parameters: {
		userName: text({
			displayName: 'User Name',
			description: 'The user name or key at the signing provider',
		}),
		password: text({
			displayName: 'Password',
			typeOptions: { password: true },
			description: 'The password or secret at the signing provider',
		}),
	},
	request: ({ userName, password }) =>
		call('POST /api/Document/DigitalSignatureGenerateXwsseHeader', {
			reads: true,
			secrets: [password],
			body: { UserName: userName, Password: password },
		}),
	output: named('XwsseHeader'),
});
