import { options } from '../../../parameters/options';
import type { IDataObject } from 'n8n-workflow';

import { optional } from '../../../parameters/parameter';
import type { Parameter } from '../../../parameters/parameter';
import { operation } from '../operation';
import { done, serviceErrors } from '../output';

const apiPath: Parameter<string> = {
	field: {
		displayName: 'Path',
		type: 'string',
		default: '',
		required: true,
		description:
			'The address without the host and the query: it starts with /api/, and its values are percent-encoded where they need it',
		placeholder: 'e.g. /api/Users/Memberships',
	},
	read(reader, name) {
		const path = String(reader.value(name) ?? '').trim();
		return /^\/api\/[^\s?#\\]+$/.test(path) && !/\/(\.|%2e){1,2}(\/|$)|\/\//i.test(path)
			? path
			: reader.refuse(
					'is not a path of the Web API',
					'Enter a path that starts with /api/, and its query under "Query Parameters".',
				);
	},
};

const queryParameters: Parameter<Record<string, string>> = {
	field: {
		displayName: 'Query Parameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Parameter',
		default: {},
		description: 'The query of the address by names and values, which are encoded for you',
		options: [
			{
				displayName: 'Parameters',
				name: 'parameters',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'The name of the query parameter',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'The value of the query parameter as text',
					},
				],
			},
		],
	},
	read(reader, name) {
		const value = reader.value(name) as IDataObject | undefined;
		const rows = (value?.parameters ?? []) as Array<{ name: string; value: unknown }>;
		return Object.fromEntries(rows.map((row) => [row.name, String(row.value)]));
	},
};

const body: Parameter<unknown> = {
	field: {
		displayName: 'Body (JSON)',
		type: 'json',
		default: '{}',
		description: 'What is sent, as JSON. Nothing is sent when it is empty.',
		displayOptions: { show: { method: ['POST'] } },
	},
	read(reader, name) {
		const value = reader.value(name);
		if (typeof value !== 'string') return value;
		try {
			return JSON.parse(value) as unknown;
		} catch {
			return reader.refuse('is not valid JSON', 'Enter a JSON value such as { "Title": "A" }.');
		}
	},
};

export const request = operation({
	value: 'request',
	name: 'Request',
	action: 'Call the API',
	description: 'Call any other endpoint of the Web API, with the sign-in of the credential',
	parameters: {
		method: options<'GET' | 'POST'>({
			displayName: 'Method',
			description: 'The HTTP method of the call',
			labels: {
				GET: 'GET',
				POST: 'POST',
			},
			default: 'GET',
		}),
		path: apiPath,
		queryParameters: optional(queryParameters),
		body: optional(body),
	},
	request: ({ method, path, queryParameters: query, body }) => ({ method, path, query, body }),
	output: done,
	answersNothing: true,
	serviceErrors,
});
