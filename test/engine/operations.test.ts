import type { INodeParameters } from 'n8n-workflow';

import type { Call } from '../../nodes/api/call';
import { resources } from '../../nodes/WorkPoint/operations';
import type { Sandbox } from '../../sandbox';
import { cases } from '../support/cases';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

describe('every operation, through the real engine against the sandbox', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('each operation has a case', () => {
		const all = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		);
		expect(cases.map(({ operation }) => operation).sort()).toEqual(all.sort());
	});

	const expectSent = ({ method, path, query = {}, body, headers, site }: Call) => {
		// The query that no item meets only shows whether filters are read.
		const sent = sandbox.requests
			.filter(({ body }) => !/>-1</.test(JSON.stringify(body) ?? ''))
			.at(-1);
		expect(sent).toMatchObject({ method, path });
		expect(sent?.query).toEqual(query);
		expect(sent?.body).toEqual(body);
		const { siteUrl } = sandbox.connection;
		for (const [name, value] of Object.entries({ WorkPoint365Url: site ?? siteUrl, ...headers }))
			expect(sent?.headers[name.toLowerCase()]).toBe(value);
	};

	test.each(cases)(
		'$operation sends $sends.method $sends.path and gives its result',
		async ({ operation, parameters, after = [], calls = 1, sends, gives }) => {
			for (const [before, given] of after) await run(before, given);
			const callsBefore = sandbox.requests.length;
			const { error, json: output, items } = await run(operation, parameters);
			expect(error).toBeUndefined();
			expect(output).toEqual(gives);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
			expectSent(sends);
			expect(sandbox.requests.slice(callsBefore)).toHaveLength(calls);
			expect(sandbox.violations).toEqual([]);
		},
	);
});
