import type { RequestHandler } from 'express';
import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({ suppressEmptyNode: true });

/** A list becomes an element with one `Item` per entry. */
function nested(value: unknown): unknown {
	if (Array.isArray(value)) return { Item: value.map(nested) };
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, nested(member)]));
}

function rootOf(body: unknown, status: number): string {
	if (status >= 400) return 'Error';
	if (Array.isArray(body)) return 'ArrayOfItem';
	return typeof body === 'object' ? 'Item' : typeof body === 'number' ? 'int' : typeof body;
}

/**
 * The Web API answers in XML to clients that accept only XML, and in JSON to all others (A; C: the names of the
 * elements).
 */
export const xmlUnlessJson: RequestHandler = (request, response, next) => {
	if (/xml/.test(String(request.accepts('json', 'text/json', 'xml', 'text/xml')))) {
		response.json = (body: unknown) =>
			response
				.type('xml')
				.send(builder.build({ [rootOf(body, response.statusCode)]: nested(body) }));
	}
	next();
};
