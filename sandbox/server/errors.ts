import type { Schemas } from './handlers';

type ErrorBody = Schemas['HttpError'] & Partial<Schemas['ModelStateError']>;

/** An answer of the Web API that tells of a failure, in the shape of the framework's `HttpError`. */
export class ApiFailure extends Error {
	constructor(
		readonly status: number,
		readonly body: ErrorBody | undefined,
	) {
		super(String(body?.ExceptionMessage ?? body?.Message ?? status));
	}
}

/** How the Web API reports what its own code refuses: 500 with the text in `ExceptionMessage` (C for the status). */
export function refusal(text: string): ApiFailure {
	return new ApiFailure(500, {
		Message: 'An error has occurred.',
		ExceptionMessage: text,
		ExceptionType: 'System.InvalidOperationException',
		StackTrace: null,
	});
}

/** A refusal because something does not exist; how that is told is a guess (C, contract: missingAnswer). */
export class Missing extends ApiFailure {}

export function missing(text: string): Missing {
	const { status, body } = refusal(text);
	return new Missing(status, body);
}

/** What was looked for; where there is none, a failure with the text is thrown. */
export function found<T>(
	thing: T | undefined,
	text: string,
	failure: (text: string) => Error = refusal,
): T {
	if (thing === undefined) throw failure(text);
	return thing;
}

/** A method that a resource does not have, as the framework refuses it (B). */
export function methodNotAllowed(method: string): ApiFailure {
	return new ApiFailure(405, {
		Message: `The requested resource does not support http method '${method}'.`,
	});
}
