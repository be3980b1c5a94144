import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import {
	connectionTest,
	environmentFields,
	httpRequestNode,
	resource,
	signInEndpoint,
	siteUrl,
	tenantId,
} from './connectionFields';

export class WorkPointOAuth2Api implements ICredentialType {
	name = 'workPointOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'WorkPoint 365 OAuth2 API';

	documentationUrl =
		'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential';

	icon: Icon = { light: 'file:../icons/workpoint.svg', dark: 'file:../icons/workpoint.dark.svg' };

	httpRequestNode = httpRequestNode;

	properties: INodeProperties[] = [
		{
			displayName: 'Sign In As',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'An Application (Client Credentials)',
					value: 'clientCredentials',
					description: 'Workflows act as your app registration. Best for unattended workflows.',
				},
				{
					name: 'A User (Authorization Code)',
					value: 'authorizationCode',
					description: 'Workflows act as the person who connects the account',
				},
			],
			default: 'clientCredentials',
			description: 'The identity under which workflows act in WorkPoint',
		},
		siteUrl,
		tenantId,
		...environmentFields,
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: signInEndpoint('authorize'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: signInEndpoint('token'),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// An application must not request offline_access (AADSTS70011); a user needs it to stay signed in.
			default: `={{ ${resource} + "/.default" + ($self["grantType"] === "authorizationCode" ? " offline_access" : "") }}`,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			// Inherited, but not used with Entra.
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: false,
		},
	];

	test = connectionTest;
}
