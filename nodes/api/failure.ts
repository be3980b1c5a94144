import { UserError } from 'n8n-workflow';

import { isRead, type Call, type Schemas } from './call';
import { isObject, parsedJson, unchecked } from './json';

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
	/** A proxy of n8n asks for a user name and password; it passed nothing on. */
	| 'proxy'
	/** n8n's own protection (SSRF) blocked it; nothing was sent. */
	| 'blocked'
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

/** Why the certificate of a service was not accepted. */
export type CertificateFault = 'expired' | 'notYetValid' | 'revoked' | 'otherHost' | 'untrusted';

/** A call that did not succeed: judged once, here; `errorMessages.ts` tells it to people and `retry.ts` acts on it. */
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
	/** Whether SharePoint did not search a list for its length: what is asked for needs an index. */
	exceedsThreshold?: boolean;
	/** The network's error code, such as ECONNRESET. */
	code?: string;
	/** What is wrong with the certificate of the service. */
	certificate?: CertificateFault;
	/** The proxy of n8n that could not be reached, as host and port. */
	proxy?: string;
	/** The status of the sign-in service, or of what answered in its place, without a refusal in OAuth's form. */
	signInStatus?: number;
	/** What support needs to find the call: Entra's trace ID, or the service's request ID. */
	traceId?: string;
	/** Whether only the user can renew the sign-in. */
	needsReconnecting?: boolean;
	/** How to fix it, where that is known already. */
	advice?: string;
}

/** A text that says something, trimmed. */
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

/** What a body of unknown form says: the title of a page, or a text. */
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
 * The time that the Retry-After header of an answer asks to wait, in ms: seconds or an HTTP date (RFC 9110, 10.2.3).
 *
 * A date is by the service's clock, and so is the Date header beside it; our own clock may be minutes off.
 */
export function retryAfter({ headers }: { headers: Record<string, unknown> }): number | undefined {
	const asked = headers['retry-after'];
	if (typeof asked !== 'string' || asked.trim() === '') return undefined;
	const seconds = Number(asked);
	const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(asked) - sentAt(headers);
	return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** When the service sent an answer, by its own clock; by ours where the answer does not tell. */
function sentAt(headers: Record<string, unknown>): number {
	const sent = Date.parse(String(headers.date));
	return Number.isNaN(sent) ? Date.now() : sent;
}

/** Whether a body is a web page. */
export function isHtml(body: string): boolean {
	return /^\s*</.test(body);
}

/** SharePoint's refusal to search a list that is longer than its list view threshold; the name of it is in any language. */
const thresholdRefusal = /SPQueryThrottledException|-2147024860|list view threshold/i;

/**
 * Whether an answer is that of a proxy of n8n that asks for a user (RFC 9110, 15.5.8: it sends Proxy-Authenticate): n8n
 * takes a proxy's answer to CONNECT for that of the service. A 407 without the header proves nothing.
 */
function isProxyRefusal({ statusCode, headers }: ApiResponse): boolean {
	return statusCode === 407 && headers['proxy-authenticate'] !== undefined;
}

/** The failure that an answer tells of by its status; undefined when it tells of none. */
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
