import type { Request, RequestHandler, Response } from 'express';
import type { OpenApiRequest } from 'express-openapi-validator/dist/framework/types';

import { contract, follow, type Schema } from '../../contract/contractDocument';
import { AsIs } from './asIs';
import type { Handlers } from './handlers';
import type { Dialect } from '../dialect';
import { isObject } from '../tenant/fieldValues';

/** Replaces the numbers of enumerations in an answer by names. */
function withNames(schema: Schema | undefined, value: unknown): unknown {
	if (schema === undefined) return value;
	const { anyOf = [], ...own } = follow(contract, schema);
	const choices = anyOf.map((choice) => follow(contract, choice));
	const numbers = choices.find((choice) => choice['x-enum-values'])?.['x-enum-values'];
	if (numbers) return Object.entries(numbers).find(([, number]) => number === value)?.[0] ?? value;
	const { items, properties } = choices.find(({ type }) => type !== 'null') ?? own;
	if (Array.isArray(value)) return value.map((one) => withNames(items, one));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, withNames(properties?.[name], member)]),
	);
}

/** The answer of a call whose answer is unpublished. */
function unpublished(dialect: Dialect, body: unknown): unknown {
	if (dialect.is('unpublishedAnswers', 'nothing')) return body;
	return dialect.is('unpublishedAnswers', 'bareId') ? 1 : { Id: 1, Result: 'Done' };
}

/**
 * Middleware that answers validated calls.
 *
 * @param siteOf returns the site of a call; throws if there is none
 */
export function answers(
	all: Handlers,
	siteOf: (request: Request) => string,
	dialect: Dialect,
): RequestHandler {
	return async (request, response) => {
		const { openapi } = request as OpenApiRequest;
		const route = `${request.method} ${openapi?.openApiRoute}`;
		const handler = (
			all as Record<string, ((call: unknown, response: Response) => unknown) | undefined>
		)[route];
		if (openapi === undefined || handler === undefined)
			throw new Error(`The sandbox does not answer ${route}.`);
		const call = {
			path: openapi.pathParams,
			query: request.query,
			body: request.body,
			site: siteOf(request),
			caller: response.locals.principal,
			jobQueue: request.get('WorkPointJobQueue'),
		};
		const given = await handler(call, response);
		const responses = openapi.schema.responses as
			Record<string, { content?: Record<string, { schema: Schema }> }> | undefined;
		response.status(responses?.['201'] === undefined ? 200 : 201);
		const schema = responses?.['200']?.content?.['application/json']?.schema;
		const isUnpublished = schema !== undefined && Object.keys(schema).length === 0;
		const body = isUnpublished ? unpublished(dialect, given) : given;
		if (body === undefined) response.send();
		else if (body instanceof AsIs) response.type('json').send(JSON.stringify(body.body));
		else if (dialect.is('enumerationsInAnswers', 'names')) response.json(withNames(schema, body));
		else response.json(body);
	};
}
