import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import type { Schemas } from '../nodes/api/call';
import { CredentialError, fieldText, readCredential } from '../nodes/api/credential';
import { parsedJson, unchecked } from '../nodes/api/json';
import { quoting } from '../nodes/api/messageParts';
import { signInText } from '../nodes/api/signInMessages';
import {
	judgeNoToken,
	SignInError,
	withoutRequest,
	type SignInAnswer,
} from '../nodes/api/thrownFailure';
import { clientAssertion, readSigningCertificate } from './certificate';

/** Timeout of a token request, in ms. */
const TIMEOUT = 30_000;

/** Longest body kept from a response without a token, in characters. */
const LONGEST = 10_000;

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

/** The form body of a token request, as documented for Microsoft's client credentials flow with a certificate (A). */
function tokenRequest(credential: ICredentialDataDecryptedObject, now: number) {
	const { tokenUrl, scope } = readCredential(credential);
	const clientId = fieldText(credential, 'clientId');
	if (clientId === '') {
		throw new CredentialError(
			"'Client ID' in the credential is empty",
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

/**
 * The error for a sign-in without a token. Its message is complete, because n8n's credential test shows nothing else.
 */
function noToken(assertion: string, answer: SignInAnswer, cause?: object): SignInError {
	const failure = judgeNoToken(new SignInError('', answer, cause));
	return new SignInError(signInText(failure, quoting([assertion])), answer, cause);
}

/**
 * Signs in as the certificate's application and returns an access token.
 *
 * @throws {CredentialError} for an unusable credential, before any call
 * @throws {SignInError} if no token was issued
 */
export async function signInWithCertificate(
	helper: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const { tokenUrl, form } = tokenRequest(credential, Date.now());
	const { statusCode: signInStatus, body } = await send(helper, tokenUrl, form).catch((failure) =>
		Promise.reject(noToken(form.client_assertion, {}, withoutRequest(failure))),
	);
	const { access_token: token } = unchecked<Schemas['Token']>(parsedJson(body));
	if (typeof token === 'string' && token !== '') return token;
	throw noToken(form.client_assertion, { signInStatus, body: body.slice(0, LONGEST) });
}
