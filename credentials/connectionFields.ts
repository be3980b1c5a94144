import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { call, type SiteHeader } from '../nodes/api/call';
import { defaultLoginUrl, defaultRequestsPerMinute, environments } from '../nodes/api/environments';

const { production, test } = environments;

/** Where an expression finds the values of the credential: its own fields, or those of a credential under test. */
type Scope = '$self' | '$credentials';

/** The value of a field, without the spaces that people paste with it. */
const text = (scope: Scope, field: string) => `(${scope}["${field}"] || "").trim()`;

/** The look behind keeps each of many slashes from being tried anew. */
const withoutSlash = (expression: string) => `${expression}.replace(/(?<!\\/)\\/+$/, "")`;

const isCustom = (scope: Scope) => `${scope}["environment"] === "custom"`;

/** An address that secrets may be sent to: https, or plain http on this machine only. What follows the host goes. */
const secureOrigin =
	'/^https:\\/\\/[^\\s\\/?#@\\\\]+(?=[\\/?#]|$)|^http:\\/\\/(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?(?=[\\/?#]|$)/i';

/**
 * The origin in a field of a custom environment. Where a secret could be read on its way, it is an address that no
 * request can be sent to, and that says why wherever n8n shows it: an expression has no other way to refuse.
 */
const customOrigin = (scope: Scope, field: string, refusal: string) =>
	`(${secureOrigin}.exec(${text(scope, field)}) || ["${refusal}:"])[0]`;

const apiBaseUrl = (scope: Scope) =>
	`(${isCustom(scope)} ? ${customOrigin(scope, 'apiBaseUrl', 'api-base-url-must-start-with-https')} : ${scope}["environment"] === "test" ? "${test.apiBaseUrl}" : "${production.apiBaseUrl}")`;

/** Signing in for a Web API that is reached in the open would hand it a token in the open. */
const loginUrl = (scope: Scope) =>
	`(!${apiBaseUrl(scope)}.includes("://") ? ${apiBaseUrl(scope)} : ${isCustom(scope)} && ${text(scope, 'loginUrl')} ? ${customOrigin(scope, 'loginUrl', 'sign-in-url-must-start-with-https')} : "${defaultLoginUrl}")`;

/** The address of the sign-in service for this tenant, as a computed default. */
export const signInEndpoint = (name: 'authorize' | 'token') =>
	`={{ ${loginUrl('$self')} + "/" + ${text('$self', 'tenantId')} + "/oauth2/v2.0/${name}" }}`;

/** The App ID URI of the Web API, as an expression without its braces. */
export const resource = `(${isCustom('$self')} && ${withoutSlash(text('$self', 'resource'))} || ($self["environment"] === "test" ? "${test.resource}" : "${production.resource}"))`;

export const siteUrl: INodeProperties = {
	displayName: 'WorkPoint Site URL',
	name: 'siteUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
	description: 'The SharePoint site on which WorkPoint 365 is installed',
};

export const tenantId: INodeProperties = {
	displayName: 'Tenant ID',
	name: 'tenantId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 8f3b6c1e-2d7a-4c55-9b0e-6a1f0d3c2b11',
	description:
		'The ID of your Microsoft Entra tenant, or one of its domains such as contoso.onmicrosoft.com. Find it in the Entra admin center under Overview.',
	hint: 'An application needs its own tenant here: Microsoft refuses "common" and "organizations"',
};

const whenCustom = { show: { environment: ['custom'] } };

/** Which Web API, where it signs in, and how fast it may be called. */
export const environmentFields: INodeProperties[] = [
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
		placeholder: `e.g. ${production.apiBaseUrl}`,
		displayOptions: whenCustom,
		description: 'The origin of the Web API, without a path. It starts with https.',
	},
	{
		displayName: 'Resource (App ID URI)',
		name: 'resource',
		type: 'string',
		default: '',
		placeholder: `e.g. ${production.resource}`,
		displayOptions: whenCustom,
		description:
			'The App ID URI of the Web API that tokens are requested for. Leave it empty for that of production.',
	},
	{
		displayName: 'Sign-in URL',
		name: 'loginUrl',
		type: 'string',
		default: defaultLoginUrl,
		placeholder: `e.g. ${defaultLoginUrl}`,
		displayOptions: whenCustom,
		description: 'The origin of the sign-in service, without a path. It starts with https.',
	},
	{
		displayName: 'Requests per Minute',
		name: 'requestsPerMinute',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: defaultRequestsPerMinute,
		description:
			'How many calls each n8n process makes at most in any 60 seconds. 0 means no limit. Several processes that share the limit find their parts by themselves.',
	},
];

const siteHeader: SiteHeader = {
	WorkPoint365Url: `={{ ${withoutSlash(text('$credentials', 'siteUrl'))} }}`,
};

/**
 * Reads the module list: a token alone proves neither the site nor the permission. n8n shows the messages below by
 * status, and the sign-in service's own text when no token was issued.
 */
export const connectionTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ ${apiBaseUrl('$credentials')} }}`,
		url: call('GET /api/BusinessModules').path,
		headers: {
			Accept: 'application/json',
			...siteHeader,
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
					'The call was denied. Check that the WorkPoint solution is licensed for integration, that the account may use the site, and that no proxy or firewall between n8n and WorkPoint blocks the address.',
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
				value: 407,
				message:
					"A proxy between n8n and WorkPoint asks for a user name and password. Set them in n8n's HTTPS_PROXY variable, such as http://user:password@proxy.example.com:3128, and restart n8n.",
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

/** How n8n's HTTP Request node offers the credential. */
export const httpRequestNode = {
	name: 'WorkPoint 365 Web API',
	docsUrl: 'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential',
	apiBaseUrl: `${production.apiBaseUrl}/api/`,
};
