import type { Schemas } from './handlers';

type ErrorBody = Schemas['HttpError'] & Partial<Schemas['ModelStateError']>;

/** An error answer of the Web API, in the framework's `HttpError` format. */
export class ApiFailure extends Error {
	constructor(
		readonly status: number,
		readonly body: ErrorBody | undefined,
	) {
		super(String(body?.ExceptionMessage ?? body?.Message ?? status));
	}
}

/** An error raised by the Web API's own code: 500 with the text in `ExceptionMessage` (C for the status). */
export function refusal(text: string): ApiFailure {
	return new ApiFailure(500, {
		Message: 'An error has occurred.',
		ExceptionMessage: text,
		ExceptionType: 'System.InvalidOperationException',
		StackTrace: null,
	});
}

/** The error for something that does not exist; its form is a guess (C, contract: missingAnswer). */
export class Missing extends ApiFailure {}

export function missing(text: string): Missing {
	const { status, body } = refusal(text);
	return new Missing(status, body);
}

/** Returns a thing, or throws a failure with the text if it is undefined. */
export function found<T>(
	thing: T | undefined,
	text: string,
	failure: (text: string) => Error = refusal,
): T {
	if (thing === undefined) throw failure(text);
	return thing;
}

/** The framework's error for an unsupported method (B). */
export function methodNotAllowed(method: string): ApiFailure {
	return new ApiFailure(405, {
		Message: `The requested resource does not support http method '${method}'.`,
	});
}
