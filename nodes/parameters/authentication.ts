import { options } from './options';

/**
 * The type of credential that a node signs in with; see `credentialType`. Workflows saved before there was a choice use
 * OAuth2.
 */
export const authentication = options<'certificate' | 'oAuth2'>({
	description: 'How to sign in to WorkPoint 365',
	noDataExpression: true,
	labels: {
		certificate: {
			description: 'Workflows act as your app registration, which signs in with a certificate',
		},
		oAuth2: {
			name: 'OAuth2',
			description:
				'Workflows act as your app registration with a client secret, or as the person who connects the account',
		},
	},
	default: 'oAuth2',
});
