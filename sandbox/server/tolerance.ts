/**
 * Normalizes a request to the contract's form from all forms that the service also accepts: numbers for enumeration
 * names, null for omitted members, member names in any case, unknown members, `True` for `true`, numbers and booleans
 * as strings, dates without a zone, GUIDs in braces or without dashes, omitted members, text/json, and query values
 * escaped as in .NET (A: the vendor's client library sends them; the rest is the behavior of Json.NET and Web API). The
 * contract itself stays strict for authors of clients.
 */
import type { RequestHandler } from 'express';

import {
	contract,
	follow,
	operationsOf,
	type LocatedOperation,
	type Schema,
} from '../../contract/contractDocument';
import type { Violation } from './contractCheck';
import { isObject } from '../tenant/fieldValues';

interface Route extends LocatedOperation {
	method: string;
	pattern: RegExp;
}

const routes: Route[] = operationsOf(contract).map((operation) => {
	const [method = '', path = ''] = operation.name.split(' ');
	const pattern = path.replace(/\{\w+\}/g, '[^/]+');
	return { ...operation, method, pattern: new RegExp(`^${pattern}/?$`, 'i') };
});

/** The schema with references resolved, `allOf` merged and null alternatives removed. */
function plain(schema: Schema): Schema & { isNullable: boolean } {
	const { allOf = [], anyOf = [], ...own } = follow(contract, schema);
	const parts = allOf.map(plain);
	const others = anyOf.filter(({ type }) => type !== 'null');
	const only = others.length === 1 && others[0] ? [plain(others[0])] : [];
	return {
		...Object.assign({}, ...parts, ...only),
		...own,
		isNullable: [own.type].flat().includes('null') || others.length < anyOf.length,
	};
}

/** The enumeration name for a number or a name in any case; anything else is unchanged. */
function named(numbers: Record<string, number>, value: unknown): unknown {
	const found = Object.entries(numbers).find(
		([name, number]) =>
			String(number) === String(value) || name.toLowerCase() === String(value).toLowerCase(),
	);
	return found?.[0] ?? value;
}

/** Converts a string like Json.NET does for a member of another type; anything that it cannot convert is unchanged. */
function scalarAsContractWrites({ type, format }: Schema, value: unknown): unknown {
	const types = [type].flat();
	if (typeof value !== 'string')
		return types.includes('string') && ['number', 'boolean'].includes(typeof value)
			? String(value)
			: value;
	const text = value.trim();
	if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text))
		return Number(text);
	if (types.includes('boolean') && /^(true|false)$/i.test(text)) return /^true$/i.test(text);
	if (format === 'date-time' && /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text)) return `${text}Z`;
	if (format === 'uuid') {
		const digits =
			/^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i.exec(text);
		return digits === null ? value : digits.slice(1).join('-');
	}
	return value;
}

/** The value of an omitted member: the default of its class. Undefined if it stays omitted. */
function classDefault(given: Schema): unknown {
	const schema = plain(given);
	const { type, format, minimum = 0, 'x-enum-values': numbers } = schema;
	if (schema.isNullable) return null;
	if (schema['x-free']) return {};
	if (numbers) return Object.keys(numbers).find((name) => numbers[name] === 0);
	if (type === 'boolean') return false;
	if ((type === 'integer' || type === 'number') && minimum <= 0) return 0;
	return format === 'date-time' ? '0001-01-01T00:00:00Z' : undefined;
}

/** Notes for the author of a client on an accepted body. */
interface Notes {
	/** Members that the service ignores. */
	ignored: string[];
	/** Omitted required members, for which the service takes the defaults of their classes. */
	leftOut: string[];
}

/**
 * Normalizes a value of a body; undefined if a null stands for an omitted member.
 *
 * @param notes collects the notes for the author of a client
 */
function asContractWrites(given: Schema, value: unknown, notes: Notes, place = ''): unknown {
	const schema = plain(given);
	if (value === null) return schema.isNullable || schema.type === undefined ? value : undefined;
	const numbers = schema['x-enum-values'];
	if (numbers) return named(numbers, value);
	if (Array.isArray(value)) {
		const { items } = schema;
		return items
			? value.map((one, i) => asContractWrites(items, one, notes, `${place}[${i}]`))
			: value;
	}
	if (!isObject(value)) return scalarAsContractWrites(schema, value);
	if (schema['x-free'] || schema.properties === undefined) return value;
	const { properties, required = [] } = schema;
	const members = Object.entries(value).flatMap(([spelling, member]) => {
		const name = Object.keys(properties).find(
			(known) => known.toLowerCase() === spelling.toLowerCase(),
		);
		const at = place === '' ? spelling : `${place}.${spelling}`;
		if (name === undefined) {
			if (schema.additionalProperties !== false) return [[spelling, member] as const];
			notes.ignored.push(at);
			return [];
		}
		const written = asContractWrites(properties[name] ?? {}, member, notes, at);
		return written === undefined ? [] : [[name, written] as const];
	});
	const written = Object.fromEntries(members);
	for (const name of required) {
		const unset = name in written ? undefined : classDefault(properties[name] ?? {});
		if (unset === undefined) continue;
		notes.leftOut.push(place === '' ? name : `${place}.${name}`);
		written[name] = unset;
	}
	return written;
}

/** Normalizes a decoded value of a path or query. */
function textAsContractWrites(given: Schema | undefined, text: string): string {
	const schema = plain(given ?? {});
	if (schema.type === 'boolean') return text.toLowerCase();
	const numbers = schema['x-enum-values'];
	return numbers ? String(named(numbers, text)) : text;
}

const encode = (text: string) =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);

function pathOf(path: string, { name, parameters }: Route): string {
	const template = name.split('/');
	const segments = path.split('/').map((text, i) => {
		const part = template[i] ?? text;
		const value = /^\{(\w+)\}$/.exec(part)?.[1];
		if (value === undefined) return i === 0 ? text : part;
		const schema = parameters.find((one) => one.in === 'path' && one.name === value)?.schema;
		return schema === undefined ? text : textAsContractWrites(schema, text);
	});
	return segments.join('/');
}

function queryOf(query: string, { parameters }: Route): string {
	const pairs = [...new URLSearchParams(query)].map(([spelling, text]) => {
		const known = parameters.find(
			(one) => one.in === 'query' && one.name.toLowerCase() === spelling.toLowerCase(),
		);
		return `${encode(known?.name ?? spelling)}=${encode(textAsContractWrites(known?.schema, text))}`;
	});
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/**
 * Middleware that normalizes requests and records ignored and omitted members, so that the author of a client learns of
 * them.
 */
export function tolerance(violations: Violation[]): RequestHandler {
	return (request, _response, next) => {
		const { method, originalUrl } = request;
		const [path = '', query = ''] = originalUrl.split(/\?(.*)/s);
		const route = routes.find((one) => one.method === method && one.pattern.test(path));
		if (route === undefined) return next();
		if (/^text\/json\b/i.test(request.get('content-type') ?? ''))
			request.headers['content-type'] = 'application/json';
		request.url = pathOf(path, route) + queryOf(query, route);
		// The validator reads this property.
		request.originalUrl = request.url;
		const schema = route.operation.requestBody?.content['application/json']?.schema;
		if (schema && isObject(request.body)) {
			const notes: Notes = { ignored: [], leftOut: [] };
			request.body = asContractWrites(schema, request.body, notes);
			const messages = [
				...notes.ignored.map((member) => `${member} is not read`),
				...notes.leftOut.map((member) => `${member} is left out`),
			];
			for (const message of messages) violations.push({ method, path, status: 200, message });
		}
		next();
	};
}
