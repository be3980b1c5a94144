import type { INodeProperties } from 'n8n-workflow';

/**
 * With which kind of credential a node signs in; `credentialType` tells which one that is. Workflows that were saved
 * before there was a choice use OAuth2.
 */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Certificate',
			value: 'certificate',
			description: 'Workflows act as your app registration, which signs in with a certificate',
		},
		{
			name: 'OAuth2',
			value: 'oAuth2',
			description:
				'Workflows act as your app registration with a client secret, or as the person who connects the account',
		},
	],
	default: 'oAuth2',
	description: 'How to sign in to WorkPoint 365',
};
