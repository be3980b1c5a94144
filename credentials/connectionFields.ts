import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { call, type SiteHeader } from '../nodes/api/call';
import { defaultLoginUrl, defaultRequestsPerMinute, environments } from '../nodes/api/environments';

const { production, test } = environments;

/** The scope of an expression: the credential's own fields, or those of a credential under test. */
type Scope = '$self' | '$credentials';

/** The value of a field, trimmed of pasted spaces. */
const text = (scope: Scope, field: string) => `(${scope}["${field}"] || "").trim()`;

/** The lookbehind avoids quadratic backtracking on many slashes. */
const withoutSlash = (expression: string) => `${expression}.replace(/(?<!\\/)\\/+$/, "")`;

const isCustom = (scope: Scope) => `${scope}["environment"] === "custom"`;

/** An address safe for secrets: https, or http on loopback. Everything after the host is dropped. */
const secureOrigin =
	'/^https:\\/\\/[^\\s\\/?#@\\\\]+(?=[\\/?#]|$)|^http:\\/\\/(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?(?=[\\/?#]|$)/i';

/**
 * The origin in a field of a custom environment. An insecure address becomes an unusable address that names the problem
 * wherever n8n shows it: an expression cannot throw.
 */
const customOrigin = (scope: Scope, field: string, refusal: string) =>
	`(${secureOrigin}.exec(${text(scope, field)}) || ["${refusal}:"])[0]`;

const apiBaseUrl = (scope: Scope) =>
	`(${isCustom(scope)} ? ${customOrigin(scope, 'apiBaseUrl', 'api-base-url-must-start-with-https')} : ${scope}["environment"] === "test" ? "${test.apiBaseUrl}" : "${production.apiBaseUrl}")`;

/** An insecure API Base URL blocks the sign-in too: its token would be sent unencrypted. */
const loginUrl = (scope: Scope) =>
	`(!${apiBaseUrl(scope)}.includes("://") ? ${apiBaseUrl(scope)} : ${isCustom(scope)} && ${text(scope, 'loginUrl')} ? ${customOrigin(scope, 'loginUrl', 'sign-in-url-must-start-with-https')} : "${defaultLoginUrl}")`;

/** The tenant's sign-in endpoint, as a computed default. */
export const signInEndpoint = (name: 'authorize' | 'token') =>
	`={{ ${loginUrl('$self')} + "/" + ${text('$self', 'tenantId')} + "/oauth2/v2.0/${name}" }}`;

/** The App ID URI of the Web API, as an expression without braces. */
export const resource = `(${isCustom('$self')} && ${withoutSlash(text('$self', 'resource'))} || ($self["environment"] === "test" ? "${test.resource}" : "${production.resource}"))`;

export const siteUrl: INodeProperties = {
	displayName: 'WorkPoint Site URL',
	name: 'siteUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
	description: 'The SharePoint site where WorkPoint 365 is installed',
};

export const tenantId: INodeProperties = {
	displayName: 'Tenant ID',
	name: 'tenantId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 8f3b6c1e-2d7a-4c55-9b0e-6a1f0d3c2b11',
	description:
		'The ID of your Microsoft Entra tenant, or one of its domains, such as contoso.onmicrosoft.com. Find it in the Entra admin center under Overview.',
	hint: 'An application needs its own tenant here: Microsoft rejects "common" and "organizations"',
};

const whenCustom = { show: { environment: ['custom'] } };

/** The Web API, its sign-in service and the rate limit. */
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
		description: 'The WorkPoint 365 Web API to use',
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
			'The App ID URI of the Web API that tokens are requested for. Leave empty for the production one.',
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
			'The maximum number of calls that each n8n process makes in any 60 seconds. 0 means no limit. Processes that share a limit adapt their rates automatically.',
	},
];

const siteHeader: SiteHeader = {
	WorkPoint365Url: `={{ ${withoutSlash(text('$credentials', 'siteUrl'))} }}`,
};

/**
 * Reads the module list: a token alone proves neither the site nor the permission. n8n shows the messages below by
 * status, and the sign-in service's own text if no token was issued.
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

/** The credential's entry in n8n's HTTP Request node. */
export const httpRequestNode = {
	name: 'WorkPoint 365 Web API',
	docsUrl: 'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential',
	apiBaseUrl: `${production.apiBaseUrl}/api/`,
};
