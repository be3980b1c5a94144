import { text } from '../../parameters/basic';
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
	request: (values) => ({
		method: 'POST',
		path: '/api/Document/DigitalSignatureGenerateXwsseHeader',
		readOnly: true,
		body: { UserName: values.userName, Password: values.password },
	}),
	output: named('XwsseHeader'),
});
