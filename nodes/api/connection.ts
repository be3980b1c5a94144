import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';

import { defaultLoginUrl, defaultRequestsPerMinute, environments } from './environments';
import { siteAddress, webUrl } from './urls';

export const credentialName = 'workPointOAuth2Api';

/** What the credential says, read once per execution. */
export interface Connection {
	/** Key of the throttle: the same for all executions that share the credential. */
	key: string;
	apiBaseUrl: string;
	siteUrl: string;
	/** 0 means no limit. */
	requestsPerMinute: number;
}

/** The parts of n8n's contexts that the client uses; execution, editor and webhook contexts all have them. */
export type ClientContext = Pick<IAllExecuteFunctions, 'getNode' | 'getCredentials'> & {
	helpers: Pick<IAllExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

function refuse(context: ClientContext, problem: string, advice: string): never {
	throw new NodeOperationError(context.getNode(), problem, {
		description: `Open the credential and ${advice}`,
	});
}

/** The origin that a field of a custom environment names. */
function customOrigin(
	context: ClientContext,
	value: unknown,
	label: string,
	example: string,
): string {
	return (
		webUrl(value)?.origin ??
		refuse(
			context,
			`'${label}' of the credential is not an https address`,
			`enter an origin, such as ${example}.`,
		)
	);
}

function apiOrigin(context: ClientContext, credential: ICredentialDataDecryptedObject): string {
	if (credential.environment === 'test') return environments.test.apiBaseUrl;
	if (credential.environment !== 'custom') return environments.production.apiBaseUrl;
	// n8n sends the client secret there, so it must not travel in the open either.
	customOrigin(context, credential.loginUrl || defaultLoginUrl, 'Sign-in URL', defaultLoginUrl);
	return customOrigin(
		context,
		credential.apiBaseUrl,
		'API Base URL',
		environments.production.apiBaseUrl,
	);
}

function refuseSharedTenant(
	context: ClientContext,
	credential: ICredentialDataDecryptedObject,
): void {
	const tenant = String(credential.tenantId ?? '')
		.trim()
		.toLowerCase();
	if (
		credential.grantType !== 'authorizationCode' &&
		/^(|common|organizations|consumers)$/.test(tenant)
	) {
		refuse(
			context,
			`'Tenant ID' of the credential is ${tenant === '' ? 'empty' : `"${tenant}"`}, which an application cannot use to sign in`,
			'enter the ID or a domain of your own Entra tenant.',
		);
	}
}

/**
 * Reads the credential of the node. Reading it decrypts it, so do this once per execution, never per item.
 *
 * @throws {NodeOperationError} when the credential cannot work, before any call
 */
export async function readConnection(context: ClientContext): Promise<Connection> {
	const credential = await context.getCredentials(credentialName);
	refuseSharedTenant(context, credential);
	return {
		key: context.getNode().credentials?.[credentialName]?.id ?? String(credential.clientId),
		apiBaseUrl: apiOrigin(context, credential),
		siteUrl:
			siteAddress(credential.siteUrl) ??
			refuse(
				context,
				"'WorkPoint Site URL' of the credential is not an https address",
				'enter the address of the site, such as https://contoso.sharepoint.com/sites/WorkPoint.',
			),
		requestsPerMinute: Number(credential.requestsPerMinute ?? defaultRequestsPerMinute),
	};
}

/** The secrets of the credential as it is now, its token included, to keep them out of errors. */
export async function secretsOf(context: ClientContext): Promise<string[]> {
	const credential = await context.getCredentials(credentialName);
	const token = (credential.oauthTokenData ?? {}) as ICredentialDataDecryptedObject;
	return [credential.clientSecret, token.access_token, token.refresh_token]
		.filter((value) => typeof value === 'string')
		.filter((value) => value !== '');
}
