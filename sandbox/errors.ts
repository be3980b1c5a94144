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
export class Missing extends ApiFailure {
	constructor(text: string) {
		const { status, body } = refusal(text);
		super(status, body);
	}
}

/** A method that a resource does not have, as the framework refuses it (B). */
export function methodNotAllowed(method: string): ApiFailure {
	return new ApiFailure(405, {
		Message: `The requested resource does not support http method '${method}'.`,
	});
}
