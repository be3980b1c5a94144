import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { isRead, type Call } from './call';
import { withJudgment } from './nodeError';
import type { Failure } from './failure';
import { withoutSecrets } from './secrets';

/** Longest excerpt of a foreign text that goes into a message, in characters. */
const EXCERPT = 400;

interface Words {
	message: string;
	description?: string;
	httpCode?: string;
}

/** Puts a foreign text into a message: without secrets, on one line, not too long. */
type Quote = (text: string) => string;

function quoting(secrets: string[]): Quote {
	return (text) => {
		const clean = withoutSecrets(text, secrets).replace(/\s+/g, ' ').trim();
		return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)} …` : clean;
	};
}

/** What to do about a status, when the service's own text does not tell. */
const adviceByStatus: Record<number, string> = {
	400: 'Check the values of the parameters against what the WorkPoint module expects.',
	401: 'Open the credential and test it. The app registration needs the API permission "Access WorkPoint365 WebAPI" with admin consent.',
	403: 'Check that the WorkPoint solution is licensed for integration and that the account may use this site. If both worked before, the sign-in may have expired: open the credential and test it, or connect it again.',
	404: 'Check that the ID or URL exists on this WorkPoint site.',
	409: 'Someone else changed the same thing at the same time. Run it again.',
	413: 'The file is larger than WorkPoint accepts in one call.',
	415: 'The service does not accept this kind of content.',
	429: "Lower 'Requests per Minute' in the credential, above all when several n8n workers share the connection.",
	500: 'Check the values and IDs that were sent, and that the account may do this on the site.',
};

const unknownFate = 'Check in WorkPoint before you run it again.';

function adviceFor(status: number): string {
	const advice = adviceByStatus[status];
	if (advice !== undefined) return advice;
	if (status > 500) return 'The service is not available at the moment. Run it again later.';
	return status < 400
		? 'A proxy or sign-in page may sit between n8n and WorkPoint. Check the environment of the credential.'
		: 'Check the address and the values that were sent.';
}

const thresholdAdvice =
	'SharePoint searches and sorts a list of more than 5,000 rows only by columns that have an index. Use such a column (an index is added in the settings of the list; ID has one), and a narrower filter: "Equals" or "Begins With" instead of "Contains", with "All Filters".';

/** What to do about an answer, when nobody knows whether the call was carried out: look there first. */
function answeredAdvice({ mayHaveHappened, exceedsThreshold }: Failure, status: number): string {
	if (exceedsThreshold) return thresholdAdvice;
	if (!mayHaveHappened) return adviceFor(status);
	return status < 500 ? inOne(unknownFate, adviceFor(status)) : unknownFate;
}

/** What is known of a call that the service did not want to take for now. */
function throttledWords({ retryAfter: wait }: Failure): string {
	return wait === undefined || wait === 0
		? 'The call was not carried out.'
		: `The call was not carried out. WorkPoint asked to wait ${Math.ceil(wait / 1_000)} s.`;
}

function traceWords({ kind, traceId }: Failure, quote: Quote): string | undefined {
	if (traceId === undefined) return undefined;
	return `${kind === 'signIn' ? 'Trace ID' : 'Request ID'}: ${quote(traceId)}.`;
}

function inOne(...sentences: Array<string | undefined>): string {
	return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function answeredWords(failure: Failure, quote: Quote): Words {
	const { status = 0, statusText, said, isHtml } = failure;
	const name = `${status}${statusText ? ` ${quote(statusText)}` : ''}`;
	const words = said === undefined ? undefined : quote(said);
	const message =
		words === undefined
			? `WorkPoint answered ${name} without saying why`
			: isHtml
				? `WorkPoint answered ${name} with a web page: ${words}`
				: words;
	return {
		message,
		description: inOne(
			failure.kind === 'throttled' ? throttledWords(failure) : undefined,
			answeredAdvice(failure, status),
			words === undefined || isHtml ? undefined : `WorkPoint answered with status ${name}.`,
		),
		httpCode: String(status),
	};
}

const signInAdvice: Array<[pattern: RegExp, advice: string]> = [
	[
		/AADSTS700027|AADSTS700030/,
		'Upload the certificate of the credential to the app registration under "Certificates & secrets", or enter the one that is there with its key.',
	],
	[/AADSTS700024/, 'Check the clock of the computer that runs n8n.'],
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

function signInWords({ said, isTransient }: Failure, quote: Quote): Words {
	// The first line is the text; trace and correlation IDs follow on others.
	const text = said?.split(/\r?\n/)[0]?.replace(/\s?Trace ID:.{0,500}$/, '');
	const advice = signInAdvice.find(([pattern]) => said !== undefined && pattern.test(said))?.[1];
	const otherwise = isTransient
		? 'The sign-in service could not be reached or is not available. Check the network and the credential, then run it again.'
		: 'Open the credential, check its fields and connect or test it again.';
	const what = isTransient ? 'Microsoft issued no access token' : 'Microsoft refused to sign in';
	return {
		message: text === undefined ? 'Microsoft issued no access token' : `${what}: ${quote(text)}`,
		description: `${advice ?? otherwise} The call to WorkPoint was not carried out.`,
		httpCode: '401',
	};
}

/** What Node.js finds wrong with the certificate of a service. */
const certificateCodes = /CERT|LEAF_SIGNATURE/;

const trustAdvice =
	'If a proxy reads the traffic of n8n, name the file of its certificate in NODE_EXTRA_CA_CERTS.';

function networkMessage(code = ''): string {
	if (certificateCodes.test(code)) return 'The certificate of the WorkPoint Web API is not trusted';
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

function networkWords({ code, mayHaveHappened }: Failure): Words {
	const fate = mayHaveHappened
		? unknownFate
		: 'The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again.';
	return {
		message: networkMessage(code),
		description: inOne(
			fate,
			certificateCodes.test(code ?? '') ? trustAdvice : undefined,
			code === undefined ? undefined : `(${code})`,
		),
	};
}

function unreadableWords({ isHtml, said }: Failure, call: Call, quote: Quote): Words {
	return {
		message: isHtml
			? `WorkPoint answered with a web page instead of data${said === undefined ? '' : `: ${quote(said)}`}`
			: 'WorkPoint sent an answer that is not valid JSON',
		description: isRead(call)
			? 'A proxy or sign-in page may sit between n8n and WorkPoint, or the answer was cut off. Check the environment of the credential.'
			: unknownFate,
	};
}

function unsendableWords({ said }: Failure, quote: Quote): Words {
	return {
		message: `The call cannot be sent${said === undefined ? '' : `: ${quote(said)}`}`,
		description:
			'Nothing was sent. Check the values of this item: they may nest too deeply, or hold characters that cannot be sent.',
	};
}

function wordsFor(failure: Failure, call: Call, quote: Quote): Words {
	switch (failure.kind) {
		case 'credential':
			return {
				message: failure.said ?? 'The credential cannot sign in',
				description: inOne(failure.advice, 'Nothing was sent to WorkPoint.'),
			};
		case 'signIn':
			return signInWords(failure, quote);
		case 'unauthorized':
			return {
				message: 'WorkPoint refused the sign-in of this credential',
				description: adviceByStatus[401],
				httpCode: '401',
			};
		case 'network':
			return networkWords(failure);
		case 'unreadable':
			return unreadableWords(failure, call, quote);
		case 'unsendable':
			return unsendableWords(failure, quote);
		default:
			return answeredWords(failure, quote);
	}
}

/** An error of the node whose message stays as it is. */
function nodeApiError(node: INode, { message, description, httpCode }: Words): NodeApiError {
	const error = new NodeApiError(node, {} as JsonObject, {
		message: 'WorkPoint',
		description,
		httpCode,
	});
	// NodeApiError replaces messages that contain an errno's letters, even inside a word; what is set afterwards stays.
	error.message = message;
	error.description = description;
	return error;
}

/**
 * The error that tells a failure: what happened, what the service said and how to mend it.
 */
export function failureError(
	node: INode,
	failure: Failure,
	call: Call,
	secrets: string[],
): NodeApiError {
	const quote = quoting(secrets);
	const words = wordsFor(failure, call, quote);
	// An AI agent, and an item that goes on after an error, get the message alone.
	const message = failure.mayHaveHappened
		? `${sentence(words.message)} WorkPoint may have carried out this call`
		: words.message;
	const description = inOne(words.description, traceWords(failure, quote));
	return withJudgment(nodeApiError(node, { ...words, message, description }), failure);
}

function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The error for an answer with status 200 in which the service itself says that it failed. */
export function serviceError(node: INode, texts: string[], secrets: string[]): NodeApiError {
	const quote = quoting(secrets);
	return nodeApiError(node, {
		message: texts.map((text) => sentence(quote(text))).join(' '),
		description:
			"WorkPoint answered the call but reported this. To get the answer as data instead, turn off 'Fail on Service Errors' in the options.",
	});
}

/** The error for an answer that lacks what was asked for: of a read, that there is nothing; of a write, that it may have happened. */
export function emptyAnswerError(node: INode, call: Call): NodeApiError {
	const error = nodeApiError(
		node,
		isRead(call)
			? {
					message: 'WorkPoint found nothing',
					description:
						'Check that the ID exists on this WorkPoint site and that the account may see it.',
				}
			: {
					message: 'WorkPoint answered without a result. WorkPoint may have carried out this call',
					description: unknownFate,
				},
	);
	return withJudgment(error, { mayHaveHappened: !isRead(call) });
}
