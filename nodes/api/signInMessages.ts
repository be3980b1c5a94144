import {
	blockedProblem,
	connectionProblem,
	pageAdvice,
	proxyRefusal,
	signInService,
	type Problem,
} from './connectionMessages';
import type { Failure } from './failure';
import { inOne, sentence, type Quote } from './messageParts';

const noToken = 'Microsoft issued no access token';

const tryLater =
	'The sign-in service could not be reached or is not available. Check the network and the credential, then run it again.';

const checkCredential = 'Open the credential, check its fields and connect or test it again.';

const signInAdvice: Array<[pattern: RegExp, advice: string]> = [
	[
		/AADSTS700027|AADSTS700030/,
		'Upload the certificate of the credential to the app registration under "Certificates & secrets", or enter the certificate registered there and its key.',
	],
	[/AADSTS700024/, 'Check the clock of the computer that runs n8n.'],
	[
		/AADSTS7000215|AADSTS7000222/,
		'Enter a valid value (not the ID) of a client secret that has not expired in the credential.',
	],
	[
		/AADSTS700016|AADSTS7000112/,
		'Check Client ID and Tenant ID in the credential: the application is unknown or disabled in this tenant.',
	],
	[/AADSTS90002|AADSTS900023|AADSTS900144/, 'Check Tenant ID in the credential.'],
	[
		/AADSTS500011/,
		'This tenant has not consented to WorkPoint 365, or the credential names the wrong environment.',
	],
	[
		/AADSTS65001|AADSTS70011/,
		'Grant the app registration the API permission "Access WorkPoint365 WebAPI" and admin consent.',
	],
];

/** The reason for a missing token, if the sign-in service did not give one. */
function unexplained(failure: Failure, quote: Quote): Problem | undefined {
	const { code, signInStatus: status, said, isHtml } = failure;
	if (status === 407) return proxyRefusal(signInService);
	if (status === undefined)
		return code === undefined ? undefined : connectionProblem(failure, signInService);
	const words = said === undefined ? '' : `: ${quote(said)}`;
	return isHtml
		? {
				message: `A web page with status ${status} was returned instead of an answer from the sign-in service${words}`,
				advice: pageAdvice,
			}
		: { message: `The sign-in service answered with status ${status}${words}` };
}

function explained(said: string, isTransient: boolean, quote: Quote): Problem {
	// The first line is the message; trace and correlation IDs follow on others.
	const text = said.split(/\r?\n/)[0]?.replace(/\s?Trace ID:.{0,500}$/, '') ?? '';
	const what = isTransient ? noToken : 'Microsoft rejected the sign-in';
	const advice = signInAdvice.find(([pattern]) => pattern.test(said))?.[1];
	return { message: `${what}: ${quote(text)}`, advice };
}

/** The reason for a missing token, and the fix. */
export function signInProblem(failure: Failure, quote: Quote): Required<Problem> {
	const { said, isTransient, signInStatus } = failure;
	const isExplained = said !== undefined && signInStatus === undefined;
	const known = isExplained ? undefined : unexplained(failure, quote);
	const { message, advice } = isExplained
		? explained(said, isTransient, quote)
		: { message: inOne(known && `${noToken}.`, known?.message ?? noToken), advice: known?.advice };
	return { message, advice: advice ?? (isTransient ? tryLater : checkCredential) };
}

/** The complete text for a sign-in without a token. */
export function signInText(failure: Failure, quote: Quote): string {
	const { message, advice } =
		failure.kind === 'blocked' ? blockedProblem(failure) : signInProblem(failure, quote);
	return inOne(sentence(message), advice);
}
