import { UserError } from 'n8n-workflow';

import { isRead, type Call, type Schemas } from './call';
import { CredentialError } from './credential';
import { isObject, parsedJson, unchecked } from './json';
import { retryAfter } from './retryAfter';
import { SignInError } from './signInError';

/** An answer of the Web API as n8n's request helper hands it over, its body still text. */
export interface ApiResponse {
	statusCode: number;
	statusMessage?: string;
	headers: Record<string, unknown>;
	body: string;
}

/** What kept a call from succeeding. */
export type FailureKind =
	/** The service turned it away for now: 429, or 503 with a Retry-After. */
	| 'throttled'
	/** WorkPoint itself refused it, in its own error form. */
	| 'refused'
	/** Something answered an error that is not in WorkPoint's form: a gateway, a proxy, a page. */
	| 'gateway'
	/** The Web API did not accept the token. */
	| 'unauthorized'
	/** The credential cannot work as it is; nothing was sent. */
	| 'credential'
	/** No token was issued. */
	| 'signIn'
	/** No connection, or it broke, or no answer came in time. */
	| 'network'
	/** The answer came, with status 200, and cannot be read. */
	| 'unreadable'
	/** The call could not be put into bytes. */
	| 'unsendable';

/** A call that did not succeed: judged once, here; `words.ts` tells it to people and `retry.ts` acts on it. */
export interface Failure {
	kind: FailureKind;
	/** Whether it is possible that the service has carried out the call and changed something. */
	mayHaveHappened: boolean;
	/** Whether the same call may succeed a moment later. */
	isTransient: boolean;
	/** How long the service asked to wait, in ms. */
	retryAfter?: number;
	status?: number;
	statusText?: string;
	/** What the service, or the sign-in service, said. A foreign text: it may hold secrets. */
	said?: string;
	/** Whether a web page came instead of data. */
	isHtml?: boolean;
	/** The network's error code, such as ECONNRESET. */
	code?: string;
	/** What support needs to find the call: Entra's trace ID, or the service's request ID. */
	traceId?: string;
	/** Whether only the user can renew the sign-in. */
	needsReconnecting?: boolean;
	/** How to mend it, where that is known already. */
	advice?: string;
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const isText = (value: unknown) => typeof value === 'string';

function modelStateTexts(modelState: unknown): string[] {
	if (!isObject(modelState)) return [];
	return Object.entries(modelState).map(([field, texts]) => {
		const name = field.includes('.') ? field.slice(field.indexOf('.') + 1) : field;
		return `${name}: ${[texts].flat().filter(isText).join(' ')}`;
	});
}

/**
 * WorkPoint's words in its own error form, the framework's `HttpError`, in which `ExceptionMessage` tells more than
 * `Message` (grade A: the vendor's client reads them in this order); undefined for anything else, which proves nothing
 * about the call.
 */
function ownWords(status: number, body: unknown): string | undefined {
	if (status < 400 || status > 500) return undefined;
	const { InnerException, ExceptionMessage, Message, ModelState } = unchecked<
		Schemas['HttpError'] & Schemas['ModelStateError']
	>(body);
	const inner = textOf(unchecked<Schemas['HttpError']>(InnerException).ExceptionMessage);
	const said = textOf(ExceptionMessage) ?? textOf(Message);
	const parts = [said, ...modelStateTexts(ModelState), inner === said ? undefined : inner];
	return textOf(parts.filter((part) => part !== undefined).join(' '));
}

/** What a body that is not in WorkPoint's form says: the title of a page, or a text. */
function foreignWords(body: string, json: unknown, isHtml: boolean): string | undefined {
	if (isHtml) return textOf(/<title[^>]{0,200}>([^<]{0,1000})/i.exec(body.slice(0, 5_000))?.[1]);
	return isObject(json) ? textOf(json.message ?? json.Message) : textOf(json ?? body);
}

const traceHeaders = ['sprequestguid', 'request-id', 'x-ms-correlation-id', 'x-correlation-id'];

function traceIdOf(headers: ApiResponse['headers']): string | undefined {
	return traceHeaders
		.map((name) => textOf(headers[name]))
		.find((id) => id !== undefined && /^[\w-]{1,80}$/.test(id));
}

/** Whether a body is a web page. */
export function isHtml(body: string): boolean {
	return /^\s*</.test(body);
}

/** The failure that an answer tells of by its status; undefined when it tells of none. */
export function judgeResponse(response: ApiResponse, call: Call): Failure | undefined {
	const { statusCode: status, statusMessage, headers, body } = response;
	if (status < 300) return undefined;
	const json = parsedJson(body);
	const wait = retryAfter(response);
	const isThrottled = status === 429 || (status === 503 && wait !== undefined);
	const own = ownWords(status, json);
	const isPage = isHtml(body);
	return {
		kind: isThrottled ? 'throttled' : own === undefined ? 'gateway' : 'refused',
		mayHaveHappened: !isThrottled && own === undefined && !isRead(call),
		isTransient: isThrottled || status >= 500,
		retryAfter: wait,
		status,
		statusText: textOf(statusMessage),
		said: own ?? foreignWords(body, json, isPage),
		isHtml: isPage,
		traceId: traceIdOf(headers),
	};
}

/** The failure of an answer with status 200 that cannot be read. */
export function judgeUnreadable(response: ApiResponse, call: Call): Failure {
	const isPage = isHtml(response.body);
	return {
		kind: 'unreadable',
		mayHaveHappened: !isRead(call),
		isTransient: false,
		said: isPage ? foreignWords(response.body, undefined, true) : undefined,
		isHtml: isPage,
		traceId: traceIdOf(response.headers),
	};
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

/** The failure of a call that could not be put into bytes. */
export function judgeUnsendable(thrown?: unknown): Failure {
	return {
		kind: 'unsendable',
		mayHaveHappened: false,
		isTransient: false,
		// What the language says of it would tell a user nothing.
		said: thrown instanceof UserError ? thrown.message : undefined,
	};
}
