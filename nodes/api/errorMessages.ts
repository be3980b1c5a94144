import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { isRead, type Call } from './call';
import {
	blockedProblem,
	connectionProblem,
	pageAdvice,
	proxyRefusal,
	webApi,
	type Problem,
} from './connectionMessages';
import { asNodeError, withJudgment } from './nodeError';
import type { Failure } from './failure';
import { inOne, quoting, sentence, type Quote, type Words } from './messageParts';
import { signInProblem } from './signInMessages';

/** Advice by status, for answers whose own text gives none. */
const adviceByStatus: Record<number, string> = {
	400: 'Check the values of the parameters against what the WorkPoint module expects.',
	401: 'Open the credential and test it. The app registration needs the API permission "Access WorkPoint365 WebAPI" with admin consent.',
	403: 'Check that the WorkPoint solution is licensed for integration and that the account may use this site. If both worked before, the sign-in may have expired: open the credential and test it, or connect it again.',
	404: 'Check that the ID or URL exists on this WorkPoint site.',
	409: 'Someone else changed the same thing at the same time. Run it again.',
	413: 'The file exceeds the size that WorkPoint accepts in one call.',
	415: 'The service does not accept this kind of content.',
	429: "Lower 'Requests per Minute' in the credential, especially when several n8n workers share the connection.",
	500: 'Check the values and IDs that were sent, and that the account may do this on the site.',
};

const unknownFate = 'Check in WorkPoint before you run it again.';

const notCarriedOut = 'The call was not carried out.';

function adviceFor(status: number): string {
	const advice = adviceByStatus[status];
	if (advice !== undefined) return advice;
	if (status > 500) return 'The service is not available at the moment. Run it again later.';
	return status < 400
		? 'A proxy or sign-in page may sit between n8n and WorkPoint. Check the environment of the credential.'
		: status === 407
			? "A proxy between n8n and WorkPoint asks for a user name and password. Check n8n's HTTPS_PROXY variable."
			: 'Check the address and the values that were sent.';
}

const thresholdAdvice =
	'SharePoint can filter and sort a list of more than 5,000 rows only by indexed columns. Use an indexed column (ID is one; add others in the list settings) and a narrower filter: "Equals" or "Begins With" instead of "Contains", with "All Filters".';

/** Advice on an answer. If the call may have been processed, checking that comes first. */
function answeredAdvice(
	{ mayHaveHappened, exceedsThreshold, isHtml }: Failure,
	status: number,
): string {
	if (exceedsThreshold) return thresholdAdvice;
	const advice = isHtml && status < 500 ? pageAdvice : adviceFor(status);
	if (!mayHaveHappened) return advice;
	return status < 500 ? inOne(unknownFate, advice) : unknownFate;
}

/** Details of a call that the service throttled. */
function throttledWords({ retryAfter: wait }: Failure): string {
	return wait === undefined || wait === 0
		? notCarriedOut
		: `${notCarriedOut} WorkPoint asked to wait ${Math.ceil(wait / 1_000)} s.`;
}

function traceWords({ kind, traceId }: Failure, quote: Quote): string | undefined {
	if (traceId === undefined) return undefined;
	return `${kind === 'signIn' ? 'Trace ID' : 'Request ID'}: ${quote(traceId)}.`;
}

function answeredWords(failure: Failure, quote: Quote): Words {
	const { status = 0, statusText, said, isHtml } = failure;
	const name = `${status}${statusText ? ` ${quote(statusText)}` : ''}`;
	const words = said === undefined ? undefined : quote(said);
	const message =
		words === undefined
			? `WorkPoint answered ${name} without saying why`
			: isHtml
				? `A web page with status ${name} was returned instead of an answer from WorkPoint: ${words}`
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

function networkWords(failure: Failure): Words {
	const { code, mayHaveHappened, isTransient } = failure;
	const { message, advice } = connectionProblem(failure, webApi);
	const fate = mayHaveHappened
		? unknownFate
		: isTransient
			? 'The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again.'
			: notCarriedOut;
	return {
		message,
		description: inOne(fate, advice, code === undefined ? undefined : `(${code})`),
	};
}

function signInFailureWords(failure: Failure, quote: Quote): Words {
	const { message, advice } = signInProblem(failure, quote);
	const code = failure.code === undefined ? undefined : `(${failure.code})`;
	return {
		message,
		description: inOne(advice, 'The call to WorkPoint was not carried out.', code),
		httpCode: '401',
	};
}

/** The text for a call that was certainly not sent. */
function problemWords({ message, advice }: Problem): Words {
	return { message, description: inOne(advice, notCarriedOut) };
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
			'Nothing was sent. Check the values of this item: they may be nested too deeply, or contain characters that cannot be sent.',
	};
}

function wordsFor(failure: Failure, call: Call, quote: Quote): Words {
	switch (failure.kind) {
		case 'credential':
			return {
				message: failure.said ?? 'The credential cannot sign in',
				description: inOne(failure.advice, 'Nothing was sent to WorkPoint.'),
			};
		case 'proxy':
			return problemWords(proxyRefusal(webApi));
		case 'blocked':
			return problemWords(blockedProblem(failure));
		case 'signIn':
			return signInFailureWords(failure, quote);
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

/** A node error whose message n8n leaves unchanged. */
function nodeApiError(node: INode, { message, description, httpCode }: Words): NodeApiError {
	const error = new NodeApiError(node, {} as JsonObject, {
		message: 'WorkPoint',
		description,
		httpCode,
	});
	// NodeApiError replaces messages that contain an errno's letters, even inside a word; properties set afterwards stay.
	error.message = message;
	error.description = description;
	return error;
}

/** The error for a failure: the cause, the service's message and the fix. */
export function failureError(
	node: INode,
	failure: Failure,
	call: Call,
	secrets: string[],
): NodeApiError {
	const quote = quoting(secrets);
	const words = wordsFor(failure, call, quote);
	// AI agents, and items that continue after an error, only get the message.
	const message = failure.mayHaveHappened
		? `${sentence(words.message)} WorkPoint may have carried out this call`
		: words.message;
	const description = inOne(words.description, traceWords(failure, quote));
	return withJudgment(nodeApiError(node, { ...words, message, description }), failure);
}

/** The error of a picker. For any other class of error, n8n's editor shows the message without the advice. */
export function pickerError(node: INode, failure: unknown): NodeApiError {
	const error = asNodeError(node, failure);
	if (error instanceof NodeApiError) return error;
	return nodeApiError(node, {
		message: error.message,
		description: error.description ?? undefined,
	});
}

/** The error for an answer with status 200 in which the service reports a failure. */
export function serviceError(
	node: INode,
	texts: string[],
	secrets: string[],
	advice = "To get the answer as data instead, turn off 'Fail on Service Errors' in the options.",
): NodeApiError {
	const quote = quoting(secrets);
	return nodeApiError(node, {
		message: texts.map((text) => sentence(quote(text))).join(' '),
		description: `WorkPoint answered the call but reported this. ${advice}`,
	});
}

/** The error for an empty answer: a read found nothing; a write may have been carried out. */
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
