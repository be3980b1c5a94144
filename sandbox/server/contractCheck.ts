import type { ErrorRequestHandler, Request } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types';

import { readContract } from '../../contract/contractDocument';
import { ApiFailure, Missing } from './errors';
import type { Dialect } from '../dialect';

/** A call or answer that violates the contract. */
export interface Violation {
	method: string;
	path: string;
	status: number;
	message: string;
}

/** The errors of the validator, the body parser and the handlers. */
interface Refused {
	status?: number;
	message: string;
	errors?: Array<{ path: string; message: string; errorCode?: string }>;
	headers?: Record<string, string>;
}

/** The contract, relaxed where the service stores arbitrary values (`x-free`). */
function served(): OpenAPIV3.DocumentV3_1 {
	const document = readContract();
	for (const schema of Object.values(document.components?.schemas ?? {})) {
		if (!schema['x-free']) continue;
		delete schema.required;
		delete schema.properties;
		schema.additionalProperties = true;
	}
	return document as unknown as OpenAPIV3.DocumentV3_1;
}

/** Shared by all sandboxes of a process, because compiling the contract takes a while. */
export const contractCheck = OpenApiValidator.middleware({
	apiSpec: served(),
	validateRequests: { allowUnknownQueryParameters: false },
	validateResponses: true,
	validateSecurity: false,
	ignorePaths: /^\/(?!api\/)/,
});

const isWebhook = ({ path }: Request) => /^\/api\/webhook/i.test(path);

/** The errors by member, in the form of the framework's model binding. */
function modelState(request: Request, errors: NonNullable<Refused['errors']>) {
	const entries = errors.map(({ path, message, errorCode }) => {
		const name = path.replace(/^\/(body|query|params|headers)\/?/, '').replaceAll('/', '.');
		const key = isWebhook(request) ? `webHook.${name}`.replace(/\.$/, '') : name || 'body';
		const isMissing = errorCode?.startsWith('required');
		return [key, [isMissing ? `The ${name} field is required.` : message]];
	});
	return Object.fromEntries(entries);
}

function messageOf(request: Request, status: number): string {
	switch (status) {
		case 404:
			return 'No HTTP resource was found that matches the request URI.';
		case 405:
			return `The requested resource does not support http method '${request.method}'.`;
		case 415:
			return `The media type '${String(request.headers['content-type'])}' is not supported for this resource.`;
		default:
			return status < 500 ? 'The request is invalid.' : 'An error has occurred.';
	}
}

/** The answer to an error of the contract check, the body parser or the sandbox itself. */
function refused(request: Request, { errors, message, ...error }: Refused): ApiFailure {
	// A form is parsed, but has none of the members (A for registrations).
	const isForm = error.status === 415 && typeof request.is('urlencoded') === 'string';
	const isEmpty = request.body === null || request.get('content-length') === '0';
	const status = isForm ? 400 : (error.status ?? 500);
	if (status === 400 && isWebhook(request) && isEmpty) return new ApiFailure(400, undefined);
	const isUnreadable = status === 400 && errors === undefined;
	const unreadable = { [isWebhook(request) ? 'webHook' : 'body']: ['An error has occurred.'] };
	return new ApiFailure(status, {
		Message: messageOf(request, status),
		ModelState:
			status === 400 && errors
				? modelState(request, errors)
				: isUnreadable
					? unreadable
					: undefined,
		ExceptionMessage: status >= 500 ? message : undefined,
	});
}

/** Error handler: converts every failure to the service's format, and records contract violations. */
export function reportFailures(violations: Violation[], dialect: Dialect): ErrorRequestHandler {
	return (error: ApiFailure | Refused, request, response, next) => {
		if (response.headersSent) return next(error);
		response.locals.reason = error.message;
		if (error instanceof Missing && request.method === 'GET') {
			if (dialect.is('missingAnswer', 'nothing')) {
				response.type('json').send('null');
				return;
			}
			if (dialect.is('missingAnswer', 'notFound')) {
				response.status(404).json({ Message: error.message });
				return;
			}
		}
		const isOwn = error instanceof ApiFailure;
		const failure = isOwn ? error : refused(request, error);
		if (!isOwn) {
			const { method, path } = request;
			violations.push({ method, path, status: failure.status, message: error.message });
			response.set(error.headers ?? {});
		}
		response.status(failure.status);
		if (failure.body === undefined) response.end();
		else response.json(failure.body);
	};
}
