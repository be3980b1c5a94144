import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import { SignInError } from '../nodes/api/thrownFailure';
import { CredentialError, fieldText, readCredential } from '../nodes/api/credential';
import { parsedJson, unchecked } from '../nodes/api/json';
import type { Schemas } from '../nodes/api/call';
import { withoutSecrets } from '../nodes/api/secrets';
import { clientAssertion, readSigningCertificate } from './certificate';

/** How long the sign-in service may take, in ms. */
const TIMEOUT = 30_000;

/** Longest excerpt of the sign-in service's text that goes into a message, in characters. */
const EXCERPT = 600;

type TokenRequest = Required<
	Pick<
		Schemas['TokenRequest'],
		'grant_type' | 'client_id' | 'scope' | 'client_assertion_type' | 'client_assertion'
	>
>;

interface Answer {
	statusCode: number;
	body: string;
}

/** The form of a token request, as Microsoft documents the client credentials flow with a certificate (A). */
function tokenRequest(credential: ICredentialDataDecryptedObject, now: number) {
	const { tokenUrl, scope } = readCredential(credential);
	const clientId = fieldText(credential, 'clientId');
	if (clientId === '') {
		throw new CredentialError(
			"'Client ID' of the credential is empty",
			'Enter the Application (client) ID of the app registration.',
		);
	}
	const certificate = readSigningCertificate(credential, now);
	const form: TokenRequest = {
		grant_type: 'client_credentials',
		client_id: clientId,
		scope,
		client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
		client_assertion: clientAssertion(certificate, clientId, tokenUrl, now),
	};
	return { tokenUrl, form };
}

function send(
	{ helpers }: IHttpRequestHelper,
	tokenUrl: string,
	form: TokenRequest,
): Promise<Answer> {
	return helpers.httpRequest({
		method: 'POST',
		url: tokenUrl,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		body: Object.entries(form)
			.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
			.join('&'),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT,
	});
}

/** The error of a service that did not answer. The failure itself holds the request, and with it the assertion. */
function unreachable({ code, syscall }: { code?: string; syscall?: string }): SignInError {
	const message =
		'The sign-in service could not be reached. Check the network and the environment of the credential';
	return new SignInError(message, undefined, { code, syscall });
}

/** The service's own text (AADSTS…), without the IDs that follow it, and without the assertion. */
function refusalText(answer: unknown, assertion: string): string | undefined {
	const { error_description: description, error } = unchecked<Schemas['SignInError']>(answer);
	const text = withoutSecrets(String(description ?? error ?? ''), [assertion]).slice(0, EXCERPT);
	return text.split(/\r?\n|\s?Trace ID:/)[0] || undefined;
}

/**
 * Signs in as the application that the certificate was uploaded to; gives an access token.
 *
 * @throws {CredentialError} when the credential cannot work, before any call
 * @throws {SignInError} when no token was issued
 */
export async function signInWithCertificate(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const { tokenUrl, form } = tokenRequest(credential, Date.now());
	const { statusCode, body } = await send(helper, tokenUrl, form).catch((failure) =>
		Promise.reject(unreachable(failure)),
	);
	const answer = parsedJson(body);
	const { access_token: token } = unchecked<Schemas['Token']>(answer);
	if (typeof token === 'string' && token !== '') return token;
	const text = refusalText(answer, form.client_assertion);
	throw new SignInError(
		text === undefined
			? `The sign-in service answered with status ${statusCode} and issued no token`
			: `Microsoft refused to sign in: ${text}`,
		body.slice(0, 10_000),
	);
}
