import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { defaultLoginUrl, defaultRequestsPerMinute, environments } from '../nodes/api/environments';

const { production, test } = environments;

/** n8n evaluates these in the credential's own scope; they trim what people paste. */
const text = (field: string) => `(${field} || "").trim()`;
const origin = (field: string) => `${text(field)}.replace(/\\/+$/, "")`;
const isCustom = '$self["environment"] === "custom"';
const loginUrl = `(${isCustom} && ${origin('$self["loginUrl"]')} || "${defaultLoginUrl}")`;
const resource = `(${isCustom} && ${origin('$self["resource"]')} || ($self["environment"] === "test" ? "${test.resource}" : "${production.resource}"))`;
const endpoint = (name: string) =>
	`={{ ${loginUrl} + "/" + ${text('$self["tenantId"]')} + "/oauth2/v2.0/${name}" }}`;

export class WorkPointOAuth2Api implements ICredentialType {
	name = 'workPointOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'WorkPoint 365 OAuth2 API';

	documentationUrl =
		'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential';

	icon: Icon = { light: 'file:../icons/workpoint.svg', dark: 'file:../icons/workpoint.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'Sign In As',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'An Application (Client Credentials)',
					value: 'clientCredentials',
					description:
						'Workflows act as your app registration. Best for flows that run unattended.',
				},
				{
					name: 'A User (Authorization Code)',
					value: 'authorizationCode',
					description: 'Workflows act as the person who connects the account',
				},
			],
			default: 'clientCredentials',
			description: 'Who WorkPoint sees as the author of what the workflows do',
		},
		{
			displayName: 'WorkPoint Site URL',
			name: 'siteUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
			description: 'The SharePoint site on which WorkPoint 365 is installed',
		},
		{
			displayName: 'Tenant ID',
			name: 'tenantId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 8f3b6c1e-2d7a-4c55-9b0e-6a1f0d3c2b11',
			description:
				'The ID of your Microsoft Entra tenant, or one of its domains such as contoso.onmicrosoft.com. Find it in the Entra admin center under Overview.',
			hint: 'An application needs its own tenant here: Microsoft refuses "common" and "organizations"',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Test', value: 'test' },
				{ name: 'Custom', value: 'custom' },
			],
			default: 'production',
			description: 'Which WorkPoint 365 Web API to use',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: production.apiBaseUrl,
			displayOptions: { show: { environment: ['custom'] } },
			description: 'The origin of the Web API, without a path',
		},
		{
			displayName: 'Resource (App ID URI)',
			name: 'resource',
			type: 'string',
			default: '',
			displayOptions: { show: { environment: ['custom'] } },
			description:
				'The App ID URI of the Web API that tokens are requested for. Leave it empty for that of production.',
		},
		{
			displayName: 'Sign-in URL',
			name: 'loginUrl',
			type: 'string',
			default: defaultLoginUrl,
			displayOptions: { show: { environment: ['custom'] } },
			description: 'The origin of the sign-in service, without a path',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: defaultRequestsPerMinute,
			description:
				'How many calls each n8n process makes at most in any 60 seconds. 0 means no limit. With several workers, divide the limit by their number.',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: endpoint('authorize'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: endpoint('token'),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// An application must not ask for offline_access (AADSTS70011); a user needs it to stay signed in.
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
			// Inherited, and of no use with Entra.
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: false,
		},
	];

	/**
	 * Reads the module list: a token alone proves neither the site nor the permission. n8n shows the messages below
	 * by status, and the sign-in service's own text when no token was issued.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.environment === "custom" ? ${origin('$credentials.apiBaseUrl')} : $credentials.environment === "test" ? "${test.apiBaseUrl}" : "${production.apiBaseUrl}" }}`,
			url: '/api/BusinessModules',
			headers: {
				Accept: 'application/json',
				WorkPoint365Url: `={{ ${origin('$credentials.siteUrl')} }}`,
			},
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Microsoft issued a token, but WorkPoint refused it. Add the API permission "Access WorkPoint365 WebAPI" to the app registration and grant admin consent.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'WorkPoint knows the account but denies access. Check that the WorkPoint solution is licensed for integration and that the account may use the site.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'No WorkPoint Web API answers at this address. Check Environment and API Base URL.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 500,
					message:
						'The sign-in worked, but WorkPoint could not open the site. Check that WorkPoint Site URL names the site on which WorkPoint 365 is installed.',
				},
			},
		],
	};
}
