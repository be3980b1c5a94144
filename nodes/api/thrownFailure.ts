import { UserError } from 'n8n-workflow';

import { isRead, type Call, type Schemas } from './call';
import { CredentialError } from './credential';
import { judgeUnsendable, textOf, type Failure } from './failure';
import { isObject, parsedJson, unchecked } from './json';

/** The sign-in service issued no token. */
export class SignInError extends UserError {
	/**
	 * @param message what happened, for n8n's test button
	 * @param body what the sign-in service answered, as text, if it did
	 * @param cause what kept it from answering, if something did
	 */
	constructor(
		message: string,
		readonly body?: string,
		cause?: object,
	) {
		super(message, { cause });
	}
}

/** What the chain of causes of a thrown failure tells; walked once. */
interface Facts {
	/** The first network code. */
	code?: string;
	/** The system calls that failed: one for each address that was tried. */
	syscalls: unknown[];
	status?: number;
	/** The sign-in service's own text (AADSTS…). */
	signInText?: string;
	isSignIn: boolean;
	needsReconnecting: boolean;
}

/** n8n's words for a sign-in that only the user can renew. */
const reconnectTexts =
	/OAuth credentials not connected|reconnect the credentials|needs to be reconnected/;

/** The codes of n8n's OAuth2 client for a refusal in OAuth's form and for any other answer without a token. */
const tokenCodes: unknown[] = ['EAUTH', 'ESTATUS'];

/** The system calls that come before any byte of a call is sent. */
const connecting: unknown[] = ['connect', 'getaddrinfo'];

/** What the network's library finds wrong with a call before it opens a connection. */
const unsendable: unknown[] = ['ERR_INVALID_URL', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'];

function* causesOf(failure: unknown): Generator<Record<string, unknown>> {
	for (let cause = failure, depth = 0; isObject(cause) && depth < 8; cause = cause.cause, depth++) {
		yield cause;
		// Node.js tries all addresses of a host, and tells what each try met.
		if (Array.isArray(cause.errors)) yield* cause.errors.filter(isObject);
	}
}

/** The status that one cause tells: n8n's own error has it as a text, the HTTP client's in the response. */
function statusIn(cause: Record<string, unknown>): number | undefined {
	const response = isObject(cause.response) ? cause.response : {};
	const status = Number(cause.httpCode ?? response.status ?? cause.status);
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

/** The system call that failed, if it was one; of tries of several addresses, that of each. */
function syscallsIn({ syscall, errors }: Record<string, unknown>): unknown[] {
	if (Array.isArray(errors)) return errors.map((error) => isObject(error) && error.syscall);
	return syscall === undefined ? [] : [syscall];
}

/** Only a connection that never came about proves that nothing was sent; an error code alone proves nothing. */
function wasNeverSent({ syscalls }: Facts): boolean {
	return syscalls.length > 0 && syscalls.every((syscall) => connecting.includes(syscall));
}

function factsOf(failure: unknown): Facts {
	const facts: Facts = { syscalls: [], isSignIn: false, needsReconnecting: false };
	for (const cause of causesOf(failure)) {
		const { code, message } = cause;
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) facts.code ??= code;
		facts.syscalls.push(...syscallsIn(cause));
		facts.status ??= statusIn(cause);
		facts.signInText ??= signInTextIn(cause);
		facts.needsReconnecting ||= reconnectTexts.test(String(message).slice(0, 2_000));
		facts.isSignIn ||= facts.needsReconnecting || isSignInCause(cause);
	}
	return facts;
}

/** The failure that n8n's request helper threw: the network, the sign-in, or a 401, which must throw. */
export function judgeThrown(thrown: unknown, call: Call): Failure {
	const refused = [...causesOf(thrown)].find((cause) => cause instanceof CredentialError);
	if (refused !== undefined) {
		const { problem: said, advice } = refused;
		return { kind: 'credential', mayHaveHappened: false, isTransient: false, said, advice };
	}
	const facts = factsOf(thrown);
	const { code, status, signInText, needsReconnecting } = facts;
	if (facts.isSignIn) {
		const wasRefused = status === undefined ? signInText !== undefined : status < 500;
		return {
			kind: 'signIn',
			mayHaveHappened: false,
			isTransient: !wasRefused && !needsReconnecting,
			code,
			said: signInText,
			needsReconnecting,
			traceId: /Trace ID: ([\w-]{1,60})/.exec(signInText?.slice(0, 4_000) ?? '')?.[1],
		};
	}
	if (status === 401)
		return { kind: 'unauthorized', mayHaveHappened: false, isTransient: false, status };
	if (unsendable.includes(code)) return judgeUnsendable();
	return {
		kind: 'network',
		mayHaveHappened: !isRead(call) && !wasNeverSent(facts),
		isTransient: true,
		code,
	};
}
