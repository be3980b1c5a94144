import type { IHttpRequestMethods } from 'n8n-workflow';

import { serviceErrors } from '../serviceErrors';
import { isHalved } from '../../../api/body';
import { isRead, type Call } from '../../../api/call';
import { normalizedAddress } from '../../../api/urls';
import { readVerbatimJson } from '../../../parameters/jsonInput';
import { options } from '../../../parameters/options';
import { optional, type PlainParameter } from '../../../parameters/parameter';
import { rows } from '../../../parameters/rows';
import { optionalText, plainText } from '../../../parameters/text';
import { operation } from '../operation';
import { done } from '../answers';

const apiPath: PlainParameter<string> = {
	field: {
		type: 'string',
		default: '',
		required: true,
		description:
			'The URL without the host and the query: it starts with /api/, with values percent-encoded where needed',
		placeholder: 'e.g. /api/Users/Memberships',
	},
	read(reader, name) {
		const path = (plainText(reader.value(name)) ?? '').trim();
		const isPath = /^\/api\/[^\s?#\\\p{Cc}\p{Surrogate}]+$/u.test(path);
		// `.` and `..` in any spelling lead to other paths, and so may a percent sign that encodes nothing.
		return isPath && !/\/(\.|%2e){1,2}(\/|$)|\/\/|%(?![0-9a-f]{2})/i.test(path)
			? path
			: reader.refuse(
					'is not a path of the Web API',
					"Enter a path that starts with /api/, and its query under 'Query Parameters'.",
				);
	},
};

type QueryRow = [name: string, value: string];

/** Names may repeat: all are sent, in order. */
const queryParameters = rows<QueryRow>(
	{
		placeholder: 'Add Parameter',
		description: 'The query parameters by name and value. The node encodes them.',
	},
	'parameters',
	{
		name: optionalText({
			placeholder: 'e.g. isMailList',
			description: 'The name of the query parameter',
		}),
		value: optionalText({
			placeholder: 'e.g. true',
			description: 'The value of the query parameter as text',
		}),
	},
	({ name: key, value = '' }, reader) => {
		if (typeof key !== 'string' || key.trim() === '')
			return reader.refuse('has a value without a name', 'Enter the name of each parameter.');
		const text = plainText(value);
		if (text === undefined || isHalved(key + text))
			return reader.refuse(
				`has no text for "${key}"`,
				'Enter text, or an expression that returns text or a number.',
			);
		return [key, text];
	},
);

const body: PlainParameter<unknown> = {
	field: {
		displayName: 'Body (JSON)',
		type: 'json',
		default: '',
		description:
			'The body as JSON: an object, a list, or a string in double quotes. Leave empty for none.',
		displayOptions: { show: { method: ['POST', 'PUT', 'DELETE'] } },
	},
	read: (reader, name) => readVerbatimJson(reader, name, '{ "Title": "A" }'),
};

type Method = Extract<IHttpRequestMethods, 'GET' | 'POST' | 'PUT' | 'DELETE'>;

export const request = operation({
	action: 'Send API request',
	description: 'Call any other endpoint of the Web API, with the sign-in of the credential',
	parameters: {
		method: options<Method>({
			description: 'The HTTP method of the call',
			labels: {
				DELETE: 'DELETE',
				GET: 'GET',
				POST: 'POST',
				PUT: 'PUT',
			},
			default: 'GET',
		}),
		path: apiPath,
		queryParameters: optional(queryParameters),
		body: optional(body),
	},
	// The only known ordering key of such a call is its URL.
	orderKeys: ({ method, path }) => (isRead({ method, path }) ? [] : [normalizedAddress(path)]),
	request: ({ method, path, queryParameters: query, body }): Call => ({
		method,
		path,
		query,
		body,
	}),
	...done,
	serviceErrors,
});
