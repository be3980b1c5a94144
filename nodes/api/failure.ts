import { UserError } from 'n8n-workflow';

import { isRead, type Call, type Schemas } from './call';
import { isObject, parsedJson, unchecked } from './json';

/** A Web API answer as returned by n8n's request helper, its body unparsed. */
export interface ApiResponse {
	statusCode: number;
	statusMessage?: string;
	headers: Record<string, unknown>;
	body: string;
}

/** The cause of a failed call. */
export type FailureKind =
	/** The service throttled it: 429, or 503 with Retry-After. */
	| 'throttled'
	/** WorkPoint itself refused it, in its own error format. */
	| 'refused'
	/** An error response that is not in WorkPoint's format: from a gateway, a proxy or a web page. */
	| 'gateway'
	/** The Web API rejected the token. */
	| 'unauthorized'
	/** n8n's proxy requires authentication; it forwarded nothing. */
	| 'proxy'
	/** n8n's SSRF protection blocked it; nothing was sent. */
	| 'blocked'
	/** The credential is unusable; nothing was sent. */
	| 'credential'
	/** No token was issued. */
	| 'signIn'
	/** The connection failed, broke or timed out. */
	| 'network'
	/** The answer has status 200 but cannot be parsed. */
	| 'unreadable'
	/** The call could not be serialized. */
	| 'unsendable';

/** The reason for rejecting a service's certificate. */
export type CertificateFault = 'expired' | 'notYetValid' | 'revoked' | 'otherHost' | 'untrusted';

/** A failed call, classified once, here; `errorMessages.ts` words it and `retry.ts` acts on it. */
export interface Failure {
	kind: FailureKind;
	/** True if the service may have processed the call and changed something. */
	mayHaveHappened: boolean;
	/** True if the same call may succeed a moment later. */
	isTransient: boolean;
	/** The wait that the service asked for, in ms. */
	retryAfter?: number;
	status?: number;
	statusText?: string;
	/** The text of the service or the sign-in service. Untrusted: it may contain secrets. */
	said?: string;
	/** True if the answer is a web page instead of data. */
	isHtml?: boolean;
	/** True if the list exceeds SharePoint's list view threshold, so the query needs an index. */
	exceedsThreshold?: boolean;
	/** The network error code, such as ECONNRESET. */
	code?: string;
	/** The fault of the service's certificate. */
	certificate?: CertificateFault;
	/** n8n's unreachable proxy, as host and port. */
	proxy?: string;
	/** The status of the sign-in response, if it has no OAuth error. */
	signInStatus?: number;
	/** The ID by which support finds the call: Entra's trace ID, or the service's request ID. */
	traceId?: string;
	/** True if only the user can renew the sign-in. */
	needsReconnecting?: boolean;
	/** The fix, if already known. */
	advice?: string;
}

/** A trimmed, non-empty text. */
export function textOf(value: unknown): string | undefined {
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
 * The text of WorkPoint's own error format, the framework's `HttpError`: `ExceptionMessage` is more specific than
 * `Message` (grade A: the vendor's client reads them in this order). Undefined for any other body, which proves nothing
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

/** The message in a body of unknown format: the title of a page, or plain text. */
export function foreignWords(body: string, json: unknown, isHtml: boolean): string | undefined {
	if (isHtml) return textOf(/<title[^>]{0,200}>([^<]{0,1000})/i.exec(body.slice(0, 5_000))?.[1]);
	return isObject(json) ? textOf(json.message ?? json.Message) : textOf(json ?? body);
}

const traceHeaders = ['sprequestguid', 'request-id', 'x-ms-correlation-id', 'x-correlation-id'];

function traceIdOf(headers: ApiResponse['headers']): string | undefined {
	return traceHeaders
		.map((name) => textOf(headers[name]))
		.find((id) => id !== undefined && /^[\w-]{1,80}$/.test(id));
}

/**
 * The wait in a Retry-After header, in ms: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * A date is compared with the Date header, both by the service's clock, because ours may be minutes off.
 */
export function retryAfter({ headers }: { headers: Record<string, unknown> }): number | undefined {
	const asked = headers['retry-after'];
	if (typeof asked !== 'string' || asked.trim() === '') return undefined;
	const seconds = Number(asked);
	const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(asked) - sentAt(headers);
	return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** The time when an answer was sent, by the service's clock, or by ours without a Date header. */
function sentAt(headers: Record<string, unknown>): number {
	const sent = Date.parse(String(headers.date));
	return Number.isNaN(sent) ? Date.now() : sent;
}

/** True if a body is a web page. */
export function isHtml(body: string): boolean {
	return /^\s*</.test(body);
}

/** SharePoint's list view threshold error; its name is localized. */
const thresholdRefusal = /SPQueryThrottledException|-2147024860|list view threshold/i;

/**
 * True for a proxy's request for authentication (RFC 9110, 15.5.8: it sends Proxy-Authenticate): n8n reports a proxy's
 * answer to CONNECT as the service's. A 407 without the header proves nothing.
 */
function isProxyRefusal({ statusCode, headers }: ApiResponse): boolean {
	return statusCode === 407 && headers['proxy-authenticate'] !== undefined;
}

/** The failure that an answer's status indicates, if any. */
export function judgeResponse(response: ApiResponse, call: Call): Failure | undefined {
	const { statusCode: status, statusMessage, headers, body } = response;
	if (status < 300) return undefined;
	if (isProxyRefusal(response))
		return { kind: 'proxy', mayHaveHappened: false, isTransient: false, status };
	const json = parsedJson(body);
	const wait = retryAfter(response);
	const isThrottled = status === 429 || (status === 503 && wait !== undefined);
	const own = ownWords(status, json);
	const isPage = isHtml(body);
	const exceedsThreshold = thresholdRefusal.test(body);
	return {
		kind: isThrottled ? 'throttled' : own === undefined ? 'gateway' : 'refused',
		mayHaveHappened: !isThrottled && own === undefined && !isRead(call),
		isTransient: isThrottled || (status >= 500 && !exceedsThreshold),
		exceedsThreshold,
		retryAfter: wait,
		status,
		statusText: textOf(statusMessage),
		said: own ?? foreignWords(body, json, isPage),
		isHtml: isPage,
		traceId: traceIdOf(headers),
	};
}

/** The failure of an answer with status 200 that cannot be parsed. */
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

/** The failure of a call that could not be serialized. */
export function judgeUnsendable(thrown?: unknown): Failure {
	return {
		kind: 'unsendable',
		mayHaveHappened: false,
		isTransient: false,
		// JavaScript's own message would not help a user.
		said: thrown instanceof UserError ? thrown.message : undefined,
	};
}
