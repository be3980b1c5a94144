import type { RequestHandler } from 'express';

export interface RecordedRequest {
	/** Arrival in ms since the epoch. */
	time: number;
	method: string;
	path: string;
	query: Record<string, unknown>;
	headers: Record<string, unknown>;
	/** As parsed; undefined while the call is under way. */
	body: unknown;
	/** Undefined while it is under way, or when the connection broke. */
	status?: number;
	/** From arrival until the answer was out, in ms; undefined as `status`. */
	duration?: number;
	/** Why it was refused, when the sandbox said so. */
	reason?: string;
}

/** Keeps what arrives, without the token. */
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
			// Only now has the validator turned the texts into the contract's types.
			recorded.query = request.query;
			recorded.body = request.body;
		});
		next();
	};
}
