import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { isRead, type ApiRequest } from './request';
import { isTurnedAway, retryAfter } from './retryAfter';

/** An answer of the Web API as n8n's request helper hands it over, its body still text. */
export interface ApiResponse {
	statusCode: number;
	statusMessage?: string;
	headers: Record<string, unknown>;
	body: string;
}

interface Explanation {
	message: string;
	description?: string;
	/** Whether the service may have carried out the call that failed. */
	mayHaveHappened?: boolean;
	httpCode?: string;
}

/** Longest excerpt of a foreign text that goes into a message, in characters. */
const EXCERPT = 400;

/** What to do about a status, when the service's own text does not tell. */
const adviceByStatus: Record<number, string> = {
	400: 'Check the values of the parameters against what the WorkPoint module expects.',
	401: 'Open the credential and test it. The app registration needs the API permission "Access WorkPoint365 WebAPI" with admin consent.',
	403: 'Check that the WorkPoint solution is licensed for integration and that the account may use this site.',
	404: 'Check that the ID or URL exists on this WorkPoint site.',
	409: 'Someone else changed the same thing at the same time. Run it again.',
	413: 'The file is larger than WorkPoint accepts in one call.',
	415: 'The service does not accept this kind of content.',
	429: 'Lower "Requests per Minute" in the credential, above all when several n8n workers share the connection.',
	500: 'Check the values and IDs that were sent, and that the account may do this on the site.',
};

const unknownFate = 'Check in WorkPoint before you run it again.';

/** Removes what must never be shown: bearer tokens, secrets and passwords that a foreign text may quote. */
export function withoutSecrets(text: string): string {
	return text
		.replace(/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer ***')
		.replace(
			/(["']?(?:client_secret|secret|password|access_token|refresh_token)["']?\s*[:=]\s*["']?)[^"'&\s,}]+/gi,
			'$1***',
		)
		.replace(/\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/g, '***');
}

function excerpt(text: string): string {
	const clean = withoutSecrets(text.replace(/\s+/g, ' ').trim());
	return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)} …` : clean;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function modelStateTexts(modelState: unknown): string[] {
	if (!isObject(modelState)) return [];
	return Object.entries(modelState).map(([field, texts]) => {
		const name = field.includes('.') ? field.slice(field.indexOf('.') + 1) : field;
		return `${name}: ${Array.isArray(texts) ? texts.join(' ') : String(texts)}`;
	});
}

/**
 * The service's own words in an error body. Web API errors are `HttpError` objects, in which `ExceptionMessage` tells
 * more than `Message` (grade A, the vendor's client reads them in this order); gateways send HTML or plain text.
 */
export function serviceText(body: string): string | undefined {
	const json = parsed(body);
	if (isObject(json)) {
		const inner = isObject(json.InnerException)
			? textOf(json.InnerException.ExceptionMessage)
			: undefined;
		const said = textOf(json.ExceptionMessage) ?? textOf(json.Message) ?? textOf(json.message);
		const details = modelStateTexts(json.ModelState);
		const parts = [said, ...details, inner === said ? undefined : inner];
		const text = parts.filter((part) => part !== undefined).join(' ');
		return text === '' ? undefined : excerpt(text);
	}
	if (/^\s*</.test(body)) {
		const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1];
		return textOf(title) === undefined ? undefined : excerpt(title ?? '');
	}
	return (
		textOf(typeof json === 'string' ? json : body) &&
		excerpt(typeof json === 'string' ? json : body)
	);
}

function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** What to do about a status. */
function adviceFor(statusCode: number): string {
	const advice = adviceByStatus[statusCode];
	if (advice !== undefined) return advice;
	if (statusCode > 500) return 'The service is not available at the moment. Run it again later.';
	return statusCode < 400
		? 'A proxy or sign-in page may sit between n8n and WorkPoint. Check the environment of the credential.'
		: 'The call was not carried out. Check the address and the values that were sent.';
}

/** What is known of a call that the service did not want to take for now. */
function turnedAway(response: ApiResponse): string {
	const wait = retryAfter(response);
	return wait === undefined || wait === 0
		? 'The call was not carried out.'
		: `The call was not carried out. WorkPoint asked to wait ${Math.ceil(wait / 1_000)} s.`;
}

function explainResponse(response: ApiResponse, request: ApiRequest): Explanation {
	const { statusCode, statusMessage, body } = response;
	const said = serviceText(body);
	const status = `${statusCode}${statusMessage ? ` ${statusMessage}` : ''}`;
	const isHtml = /^\s*</.test(body);
	const message =
		said === undefined
			? `WorkPoint answered ${status} without saying why`
			: isHtml
				? `WorkPoint answered ${status} with a web page: ${said}`
				: said;
	// The service processed what it refuses with words of its own; a bare gateway status tells nothing of the fate.
	const fateKnown =
		isRead(request) ||
		isTurnedAway(response) ||
		statusCode < 500 ||
		(said !== undefined && !isHtml);
	const description = [
		isTurnedAway(response) ? turnedAway(response) : undefined,
		fateKnown ? adviceFor(statusCode) : unknownFate,
		said === undefined || isHtml ? undefined : `WorkPoint answered with status ${status}.`,
	]
		.filter((part) => part !== undefined)
		.join(' ');
	return { message, description, httpCode: String(statusCode), mayHaveHappened: !fateKnown };
}

/** Every object on the chain of causes of a failure, outermost first. */
function* causes(failure: unknown): Generator<Record<string, unknown>> {
	for (let cause = failure, depth = 0; isObject(cause) && depth < 8; cause = cause.cause, depth++) {
		yield cause;
	}
}

/** The network error code of a failure such as `ECONNREFUSED`, searched along its causes. */
export function networkCode(failure: unknown): string | undefined {
	for (const { code } of causes(failure)) {
		if (typeof code === 'string' && /^(E[A-Z_]+|ERR_[A-Z_]+|UND_ERR_[A-Z_]+)$/.test(code))
			return code;
	}
	return undefined;
}

/** The HTTP status of a failure that n8n's request helper threw, searched along its causes. */
export function statusOf(failure: unknown): number | undefined {
	for (const cause of causes(failure)) {
		const response = isObject(cause.response) ? cause.response : {};
		const status = Number(cause.httpCode ?? response.status ?? cause.status);
		if (Number.isInteger(status) && status >= 100) return status;
	}
	return undefined;
}

/** The sign-in service's own text (AADSTS…) in a failure to get a token. */
function signInText(failure: unknown): string | undefined {
	for (const { body } of causes(failure)) {
		const answer = typeof body === 'string' ? parsed(body) : body;
		if (isObject(answer)) return textOf(answer.error_description) ?? textOf(answer.error);
	}
	return undefined;
}

/** n8n's words for a sign-in that only the user can renew. */
const reconnectTexts =
	/OAuth credentials not connected|reconnect the credentials|needs to be reconnected/;

/** The codes of n8n's OAuth2 client for a refusal in OAuth's form and for any other answer without a token. */
const tokenCodes: unknown[] = ['EAUTH', 'ESTATUS'];

/**
 * Whether it was the sign-in service that failed, not the Web API. n8n says so when it gets the first token; when it
 * renews one, the failure comes as it is.
 */
function isTokenFailure(failure: unknown): boolean {
	for (const { message, code, config } of causes(failure)) {
		const url = isObject(config) ? config.url : undefined;
		if (tokenCodes.includes(code) || /\/oauth2\/v2\.0\/token$/.test(String(url))) return true;
		if (/Failed to acquire OAuth2 access token|AADSTS/.test(String(message))) return true;
	}
	return needsReconnecting(failure);
}

function needsReconnecting(failure: unknown): boolean {
	return [...causes(failure)].some(({ message }) => reconnectTexts.test(String(message)));
}

const signInAdvice: Array<[pattern: RegExp, advice: string]> = [
	[
		/AADSTS7000215|AADSTS7000222/,
		'Enter a valid value (not the ID) of a client secret that has not expired in the credential.',
	],
	[
		/AADSTS700016|AADSTS7000112/,
		'Check Client ID and Tenant ID in the credential: the application is not known or not enabled in this tenant.',
	],
	[/AADSTS90002|AADSTS900023|AADSTS900144/, 'Check Tenant ID in the credential.'],
	[
		/AADSTS500011/,
		'WorkPoint 365 has not been consented to in this tenant, or the credential names the wrong environment.',
	],
	[
		/AADSTS65001|AADSTS70011/,
		'Grant the app registration the API permission "Access WorkPoint365 WebAPI" and admin consent.',
	],
];

function explainSignIn(failure: unknown): Explanation {
	const said = signInText(failure);
	const advice = signInAdvice.find(([pattern]) => said !== undefined && pattern.test(said))?.[1];
	// The first line is the text; trace and correlation IDs follow on others.
	const text = said?.split(/\r?\n/)[0]?.replace(/\s*Trace ID:.*$/, '');
	return {
		message:
			text === undefined
				? 'Microsoft issued no access token'
				: `Microsoft refused to sign in: ${excerpt(text)}`,
		description: `${
			advice ??
			(mayPass(failure)
				? 'The sign-in service could not be reached or is not available. Check the network and the credential, then run it again.'
				: 'Open the credential, check its fields and connect or test it again.')
		} The call to WorkPoint was not carried out.`,
		httpCode: '401',
	};
}

/** Codes of failures that happened before the request can have reached the service. */
const notSentCodes = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_INVALID_URL',
]);

/** Whether a failure of the request helper proves that the service has not processed the call. */
export function wasSurelyNotProcessed(failure: unknown): boolean {
	return (
		notSentCodes.has(networkCode(failure) ?? '') ||
		isTokenFailure(failure) ||
		statusOf(failure) === 401
	);
}

/** Whether a failure of the request helper may be gone at the next try: the network, or a sign-in service that is down. */
export function mayPass(failure: unknown): boolean {
	const status = statusOf(failure);
	const wasAnswered = status !== undefined && status >= 400 && status < 500;
	return !wasAnswered && signInText(failure) === undefined && !needsReconnecting(failure);
}

/** What happened on the way, in words. */
function explainNetwork(code: string | undefined): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'The WorkPoint Web API refused the connection';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'The address of the WorkPoint Web API could not be found';
		case 'ETIMEDOUT':
		case 'ECONNABORTED':
			return 'WorkPoint did not answer in time';
		default:
			return 'The connection to WorkPoint broke before the answer was complete';
	}
}

function explainFailure(failure: unknown, request: ApiRequest): Explanation {
	if (isTokenFailure(failure)) return explainSignIn(failure);
	if (statusOf(failure) === 401) {
		return {
			message: 'WorkPoint refused the sign-in of this credential',
			description: adviceByStatus[401],
			httpCode: '401',
		};
	}
	const code = networkCode(failure);
	const mayHaveHappened = !isRead(request) && !wasSurelyNotProcessed(failure);
	const fate = mayHaveHappened
		? unknownFate
		: 'The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again.';
	return {
		message: explainNetwork(code),
		description: code === undefined ? fate : `${fate} (${code})`,
		mayHaveHappened,
	};
}

function toNodeApiError(
	node: INode,
	{ message: what, description, httpCode, mayHaveHappened = false }: Explanation,
	itemIndex?: number,
): NodeApiError {
	// An AI agent, and an item that goes on after an error, get the message alone.
	const message = mayHaveHappened ? `${what}. WorkPoint may have carried out this call` : what;
	const error = new NodeApiError(node, {} as JsonObject, {
		message: 'WorkPoint',
		description,
		httpCode,
		itemIndex,
	});
	// NodeApiError replaces messages that contain an errno's letters, even inside a word; what is set afterwards stays.
	error.message = message;
	error.description = description;
	return error;
}

/** The error for an answer whose status tells of a refusal. */
export function responseError(
	node: INode,
	response: ApiResponse,
	request: ApiRequest,
): NodeApiError {
	return toNodeApiError(node, explainResponse(response, request));
}

/** The error for a call without an answer: network, time-out, sign-in. Nothing of the request is quoted. */
export function failureError(node: INode, failure: unknown, request: ApiRequest): NodeApiError {
	return toNodeApiError(node, explainFailure(failure, request));
}

/** The error for an answer with status 200 that cannot be read. */
export function unreadableError(
	node: INode,
	response: ApiResponse,
	request: ApiRequest,
): NodeApiError {
	const isHtml = /^\s*</.test(response.body);
	const said = isHtml ? serviceText(response.body) : undefined;
	return toNodeApiError(node, {
		message: isHtml
			? `WorkPoint answered with a web page instead of data${said === undefined ? '' : `: ${said}`}`
			: 'WorkPoint sent an answer that is not valid JSON',
		description: isRead(request)
			? 'A proxy or sign-in page may sit between n8n and WorkPoint, or the answer was cut off. Check the environment of the credential.'
			: unknownFate,
		mayHaveHappened: !isRead(request),
	});
}

/** The error for an answer with status 200 in which the service itself says that it failed. */
export function serviceError(node: INode, texts: string[]): NodeApiError {
	return toNodeApiError(node, {
		message: texts.map((text) => sentence(excerpt(text))).join(' '),
		description:
			'WorkPoint answered the call but reported this. To get the answer as data instead, turn off "Fail on Service Errors" in the options.',
	});
}
