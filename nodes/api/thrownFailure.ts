import { UserError } from 'n8n-workflow';

import { isRead, type Call, type Schemas } from './call';
import { CredentialError } from './credential';
import {
	foreignWords,
	isHtml,
	judgeUnsendable,
	textOf,
	type CertificateFault,
	type Failure,
} from './failure';
import { isObject, parsedJson, unchecked } from './json';

/** The sign-in service's answer, if there was one; its body is text. */
export interface SignInAnswer {
	/** Not named `status`: n8n replaces the message of an error that has one. */
	signInStatus?: number;
	body?: string;
}

/** A sign-in without a token. */
export class SignInError extends UserError {
	/**
	 * @param message the cause, for n8n's credential test
	 * @param cause the failure that prevented an answer, if any
	 */
	constructor(message: string, answer: SignInAnswer = {}, cause?: object) {
		super(message, { cause });
		Object.assign(this, answer);
	}
}

/** The facts in the cause chain of a thrown failure, collected in one pass. */
interface Facts {
	/** The first network error code. */
	code?: string;
	/** The failed system calls, one for each address that was tried. */
	syscalls: unknown[];
	status?: number;
	/** The sign-in service's message (AADSTS…). */
	signInText?: string;
	/** The body of an answer without such a message. */
	body?: string;
	/** The URL of the call. */
	url?: URL;
	/** The unreachable host and port, as far as the network error names them. */
	peer?: { host: string; port?: number };
	/** n8n's message about a blocked call. */
	blocked?: { said?: string; advice?: string };
	isSignIn: boolean;
	needsReconnecting: boolean;
}

/** n8n's messages for a sign-in that only the user can renew. */
const reconnectTexts =
	/OAuth credentials not connected|reconnect the credentials|needs to be reconnected/;

/** Error codes of n8n's OAuth2 client for an OAuth error, and for any other answer without a token. */
const tokenCodes: unknown[] = ['EAUTH', 'ESTATUS'];

/** System calls that precede the first byte of a call. */
const connecting: unknown[] = ['connect', 'getaddrinfo'];

/**
 * Certificate errors that Node.js raises during the handshake, before sending a byte of the call. The service's alerts
 * about our own certificate are not among them: with TLS 1.3 they arrive after the call was sent.
 */
const certificateFaults: Record<string, CertificateFault> = {
	CERT_HAS_EXPIRED: 'expired',
	CERT_NOT_YET_VALID: 'notYetValid',
	CERT_REVOKED: 'revoked',
	ERR_TLS_CERT_ALTNAME_INVALID: 'otherHost',
	CERT_CHAIN_TOO_LONG: 'untrusted',
	CERT_REJECTED: 'untrusted',
	CERT_SIGNATURE_FAILURE: 'untrusted',
	CERT_UNTRUSTED: 'untrusted',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
	INVALID_CA: 'untrusted',
	INVALID_PURPOSE: 'untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
};

/** Errors that the network library raises before it opens a connection. */
const unsendable: unknown[] = ['ERR_INVALID_URL', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'];

function* causesOf(failure: unknown): Generator<Record<string, unknown>> {
	for (let cause = failure, depth = 0; isObject(cause) && depth < 8; cause = cause.cause, depth++) {
		yield cause;
		// Node.js tries all addresses of a host and reports each failure.
		if (Array.isArray(cause.errors)) yield* cause.errors.filter(isObject);
	}
}

/** The HTTP status in one cause: text in n8n's own error, in the response in the HTTP client's. */
function statusIn(cause: Record<string, unknown>): number | undefined {
	const response = isObject(cause.response) ? cause.response : {};
	const status = Number(cause.httpCode ?? response.status ?? cause.status ?? cause.signInStatus);
	return Number.isInteger(status) && status >= 100 ? status : undefined;
}

function signInTextIn(cause: Record<string, unknown>): string | undefined {
	const response = isObject(cause.response) ? cause.response : {};
	const body = cause.body ?? response.data;
	const answer = typeof body === 'string' ? parsedJson(body) : body;
	const { error_description: description, error } = unchecked<Schemas['SignInError']>(answer);
	return textOf(description) ?? textOf(error);
}

function isSignInCause(cause: Record<string, unknown>): boolean {
	const { message, code, config } = cause;
	const url = isObject(config) ? String(config.url) : '';
	return (
		cause instanceof SignInError ||
		tokenCodes.includes(code) ||
		url.endsWith('/oauth2/v2.0/token') ||
		/Failed to acquire OAuth2 access token|AADSTS/.test(String(message).slice(0, 2_000))
	);
}

/** The failed system call, if any; with several addresses, one for each. */
function syscallsIn({ syscall, errors }: Record<string, unknown>): unknown[] {
	if (Array.isArray(errors)) return errors.map((error) => isObject(error) && error.syscall);
	return syscall === undefined ? [] : [syscall];
}

function urlIn({ config }: Record<string, unknown>): URL | undefined {
	const text = isObject(config) ? String(config.url) : '';
	return URL.canParse(text) ? new URL(text) : undefined;
}

function peerIn({ syscall, address, port, hostname }: Record<string, unknown>): Facts['peer'] {
	if (syscall === 'getaddrinfo') return { host: String(hostname) };
	return syscall === 'connect' ? { host: String(address), port: Number(port) } : undefined;
}

/** n8n's SSRF protection blocks a call before it opens a connection (seen in n8n 2.41). */
function blockIn({ name, message, description }: Record<string, unknown>): Facts['blocked'] {
	return ['SsrfBlockedIpError', 'SsrfBlockedHostnameError'].includes(String(name))
		? { said: textOf(message), advice: textOf(description) }
		: undefined;
}

/** n8n's proxy, if that is the unreachable host: its name or port differs from the called one. */
function proxyIn({ url, peer }: Facts): string | undefined {
	if (url === undefined || peer === undefined) return undefined;
	if (peer.port === undefined) return peer.host === url.hostname ? undefined : peer.host;
	const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
	return peer.port === port ? undefined : `${peer.host}:${peer.port}`;
}

/** Only a connection that was never established, or a handshake that n8n aborted, proves that nothing was sent. */
function wasNeverSent({ syscalls, code = '' }: Facts): boolean {
	if (certificateFaults[code] !== undefined) return true;
	return syscalls.length > 0 && syscalls.every((syscall) => connecting.includes(syscall));
}

function isNetworkCode(code: unknown): code is string {
	return (
		typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) && !tokenCodes.includes(code)
	);
}

function factsOf(failure: unknown): Facts {
	const facts: Facts = { syscalls: [], isSignIn: false, needsReconnecting: false };
	for (const cause of causesOf(failure)) {
		const { code, message } = cause;
		if (isNetworkCode(code)) facts.code ??= code;
		facts.syscalls.push(...syscallsIn(cause));
		facts.status ??= statusIn(cause);
		facts.signInText ??= signInTextIn(cause);
		facts.body ??= textOf(cause.body);
		facts.url ??= urlIn(cause);
		facts.peer ??= peerIn(cause);
		facts.blocked ??= blockIn(cause);
		facts.needsReconnecting ||= reconnectTexts.test(String(message).slice(0, 2_000));
		facts.isSignIn ||= facts.needsReconnecting || isSignInCause(cause);
	}
	return facts;
}

/** The members of a cause that are read here; others contain the request, including secrets. */
const told = ['name', 'message', 'description', 'code', 'syscall', 'address', 'port', 'hostname'];

/** A network failure without the request. */
export function withoutRequest(failure: unknown): object {
	return [...causesOf(failure)].reduceRight<object>((cause, one) => {
		const members = Object.fromEntries(told.map((name) => [name, one[name]]));
		return { ...members, config: { url: urlIn(one)?.href }, cause };
	}, {});
}

/** Classifies a failure thrown by n8n's request helper: the network, the sign-in, or a 401, which must throw. */
export function judgeThrown(thrown: unknown, call: Call): Failure {
	const refused = [...causesOf(thrown)].find((cause) => cause instanceof CredentialError);
	if (refused !== undefined) {
		const { problem: said, advice } = refused;
		return { kind: 'credential', mayHaveHappened: false, isTransient: false, said, advice };
	}
	const facts = factsOf(thrown);
	const { code, status } = facts;
	if (facts.isSignIn || facts.blocked) return judgeUnsigned(facts);
	if (status === 401)
		return { kind: 'unauthorized', mayHaveHappened: false, isTransient: false, status };
	if (unsendable.includes(code)) return judgeUnsendable();
	return {
		kind: 'network',
		mayHaveHappened: !isRead(call) && !wasNeverSent(facts),
		...networkFacts(facts),
	};
}

function networkFacts(
	facts: Facts,
): Pick<Failure, 'code' | 'certificate' | 'proxy' | 'isTransient'> {
	const certificate = certificateFaults[facts.code ?? ''];
	const isTransient = certificate === undefined;
	return { isTransient, code: facts.code, certificate, proxy: proxyIn(facts) };
}

/** Classifies a sign-in without a token. */
export function judgeNoToken(error: SignInError): Failure {
	return judgeUnsigned(factsOf(error));
}

/** Classifies a call that was never sent: n8n blocked it, or there was no token. */
function judgeUnsigned(facts: Facts): Failure {
	const { blocked } = facts;
	return blocked === undefined
		? judgeSignIn(facts)
		: { kind: 'blocked', mayHaveHappened: false, isTransient: false, ...blocked };
}

function judgeSignIn(facts: Facts): Failure {
	const { status, signInText, body = '', needsReconnecting } = facts;
	const network = networkFacts(facts);
	const wasRefused = status === undefined ? signInText !== undefined : status < 500;
	return {
		kind: 'signIn',
		mayHaveHappened: false,
		...network,
		// The code of an answer is the HTTP client's, and less specific than its status.
		code: status === undefined ? network.code : undefined,
		isTransient: network.isTransient && !wasRefused && !needsReconnecting,
		needsReconnecting,
		...(signInText === undefined
			? {
					signInStatus: status,
					said: foreignWords(body, parsedJson(body), isHtml(body)),
					isHtml: isHtml(body),
				}
			: { said: signInText }),
		traceId: /Trace ID: ([\w-]{1,60})/.exec(signInText?.slice(0, 4_000) ?? '')?.[1],
	};
}
