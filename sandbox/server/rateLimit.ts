import type { RequestHandler } from 'express';

import type { Dialect } from '../dialect';

export interface ThrottleOptions {
	/** Calls accepted per window; no limit by default. */
	requestsPerWindow?: number;
	/** Length of the window in ms; 60,000 by default. */
	window?: number;
}

/** Rejects calls beyond the limit of a sliding window; only accepted calls count. */
export function throttle(options: ThrottleOptions, dialect: Dialect): RequestHandler {
	let arrivals: number[] = [];
	return (_request, response, next) => {
		const { requestsPerWindow, window = 60_000 } = options;
		if (requestsPerWindow === undefined) return next();
		const now = Date.now();
		arrivals = arrivals.filter((time) => time > now - window);
		if (arrivals.length < requestsPerWindow) {
			arrivals.push(now);
			return next();
		}
		const wait = ((arrivals[0] ?? now) + window - now) / 1_000;
		const isDown = dialect.is('overload', 'unavailable');
		const at = new Date(Math.ceil(now / 1_000 + wait) * 1_000).toUTCString();
		if (!dialect.is('overload', 'withoutAdvice'))
			response.set('Retry-After', isDown ? at : String(Math.ceil(wait)));
		response
			.status(isDown ? 503 : 429)
			.json({ Message: 'Rate limit is exceeded. Try again later.' });
	};
}
