import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';

import { readCredential, type CredentialError } from './credential';

/** The values of the credential, read once per execution. */
export interface Connection {
	/** Throttle key, shared by all executions with the same credential. */
	key: string;
	apiBaseUrl: string;
	siteUrl: string;
	/** 0 means no limit. */
	requestsPerMinute: number;
	/** All secrets of the credential, including its token. */
	secrets: string[];
}

/** The parts of n8n's execution, editor and webhook contexts that the client uses. */
export type ClientContext = Pick<IAllExecuteFunctions, 'getNode' | 'getCredentials'> & {
	helpers: Pick<IAllExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

/** Credential types that can sign in, by the value of the nodes' 'Authentication'; the first is the default. */
const credentialTypes = [
	{ authentication: 'oAuth2', type: 'workPointOAuth2Api' },
	{ authentication: 'certificate', type: 'workPointCertificateApi' },
] as const;

/** The credential type that the node signs in with. */
export function credentialType(context: Pick<ClientContext, 'getNode'>): string {
	const { authentication } = context.getNode().parameters;
	const chosen = credentialTypes.find((known) => known.authentication === authentication);
	return (chosen ?? credentialTypes[0]).type;
}

/**
 * Reads the credential of the node. This decrypts it, so call it once per execution, never per item.
 *
 * @param itemIndex the item that expressions in the credential are resolved for; the first one by default
 * @throws {NodeOperationError} for an unusable credential, before any call
 */
export async function readConnection(
	context: ClientContext,
	itemIndex?: number,
): Promise<Connection> {
	const type = credentialType(context);
	const credential = await context.getCredentials(type, itemIndex);
	const key = context.getNode().credentials?.[type]?.id ?? String(credential.clientId);
	try {
		const { apiBaseUrl, siteUrl, requestsPerMinute } = readCredential(credential);
		return { key, apiBaseUrl, siteUrl, requestsPerMinute, secrets: secretsIn(credential) };
	} catch (error) {
		const { problem, advice } = error as CredentialError;
		throw new NodeOperationError(context.getNode(), problem, { description: advice });
	}
}

/** The current secrets of the credential, to be redacted from errors. */
export async function secretsOf(context: ClientContext): Promise<string[]> {
	return secretsIn(await context.getCredentials(credentialType(context)));
}

function secretsIn(credential: ICredentialDataDecryptedObject): string[] {
	const token = (credential.oauthTokenData ?? {}) as ICredentialDataDecryptedObject;
	const { clientSecret, accessToken, privateKey, passPhrase } = credential;
	const { access_token: oAuthToken, refresh_token: refreshToken } = token;
	return [clientSecret, accessToken, privateKey, passPhrase, oAuthToken, refreshToken]
		.filter((value) => typeof value === 'string')
		.filter((value) => value !== '');
}
