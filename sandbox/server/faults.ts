import type { Request, RequestHandler, Response } from 'express';

/** A fault for the next matching calls. */
export interface Fault {
	/** Part of the path after `/api`; every call by default. */
	path?: string;
	/** HTTP method in upper case; every method by default. */
	method?: string;
	/** Number of calls that it affects; one by default. */
	times?: number;
	/** Replaces the real answer. With `isProcessed` the call is processed first. */
	answer?: {
		status: number;
		headers?: Record<string, string>;
		body?: string;
		isProcessed?: boolean;
	};
	/**
	 * `stall`: no answer; `stallAfter`: no answer, but the call is processed. `resetBefore`: the connection breaks before
	 * the call is processed; `resetAfter`: after it. `cutOff`: half of the answer is missing. `html`: a web page with
	 * status 200.
	 */
	kind?: 'stall' | 'stallAfter' | 'resetBefore' | 'resetAfter' | 'cutOff' | 'html';
}

const page =
	'<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body></body></html>';

function sendAnswer(response: Response, answer: NonNullable<Fault['answer']>): void {
	const { status, headers = {}, body } = answer;
	response
		.status(status)
		.set(headers)
		.type(headers['content-type'] ?? 'json')
		.end(body);
}

/** Sends half of an answer and breaks the connection. */
function cutOff(response: Response, body: string): void {
	const text = Buffer.from(body);
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
	response.write(text.subarray(0, Math.floor(text.length / 2)), () => response.socket?.destroy());
}

/** The active faults. */
export class Faults {
	private readonly waiting: Array<Required<Pick<Fault, 'times'>> & Fault> = [];

	add(fault: Fault): void {
		this.waiting.push({ times: 1, ...fault });
	}

	clear(): void {
		this.waiting.length = 0;
	}

	private next({ path, method }: Request): Fault | undefined {
		const fault = this.waiting.find(
			(candidate) => path.includes(candidate.path ?? '') && (candidate.method ?? method) === method,
		);
		if (fault !== undefined && --fault.times === 0)
			this.waiting.splice(this.waiting.indexOf(fault), 1);
		return fault;
	}

	readonly middleware: RequestHandler = (request, response, next) => {
		const fault = this.next(request);
		if (fault === undefined) return next();
		const { kind, answer } = fault;
		if (answer !== undefined && answer.isProcessed !== true) sendAnswer(response, answer);
		else if (kind === 'html') response.type('html').send(page);
		else if (kind === 'resetBefore') request.socket.resetAndDestroy();
		else if (kind !== 'stall') {
			// The call is processed; only its answer is altered.
			response.send = (body?: unknown) => {
				if (answer !== undefined) sendAnswer(response, answer);
				else if (kind === 'resetAfter') request.socket.resetAndDestroy();
				else if (kind === 'cutOff') cutOff(response, String(body));
				return response;
			};
			next();
		}
	};
}
