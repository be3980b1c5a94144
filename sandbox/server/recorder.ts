import type { RequestHandler } from 'express';

export interface RecordedRequest {
	/** Time of arrival in ms since the epoch. */
	time: number;
	method: string;
	path: string;
	query: Record<string, unknown>;
	headers: Record<string, unknown>;
	/** Parsed; undefined while the call is in progress. */
	body: unknown;
	/** Undefined while the call is in progress, or if the connection broke. */
	status?: number;
	/** Time from arrival until the answer was sent, in ms; undefined like `status`. */
	duration?: number;
	/** The reason for an error, if the sandbox raised it. */
	reason?: string;
}

/** Records requests, without their tokens. */
export function recorder(requests: RecordedRequest[]): RequestHandler {
	return (request, response, next) => {
		const recorded: RecordedRequest = {
			time: Date.now(),
			method: request.method,
			path: request.baseUrl + request.path,
			query: request.query,
			headers: { ...request.headers, authorization: request.headers.authorization && 'Bearer ***' },
			body: undefined,
		};
		requests.push(recorded);
		response.on('finish', () => {
			recorded.status = response.statusCode;
			recorded.reason = response.locals.reason;
			recorded.duration = Date.now() - recorded.time;
			// Only now has the validator converted the strings to the contract's types.
			recorded.query = request.query;
			recorded.body = request.body;
		});
		next();
	};
}
