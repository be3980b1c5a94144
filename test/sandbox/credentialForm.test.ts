import { credentialForm } from '../../sandbox/server/credentialForm';

test('the values that the sandbox shows have the labels and choices of the form, in its order', () => {
	const connection = { environment: 'custom', clientSecret: 'x', grantType: 'clientCredentials' };
	expect(credentialForm(connection)).toEqual([
		['Sign In As', 'An Application (Client Credentials)'],
		['Client Secret', 'x'],
		['Environment', 'Custom'],
	]);
});
