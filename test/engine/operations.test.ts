import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/WorkPoint/operations';
import type { Sandbox } from '../../sandbox';
import { cases } from './cases';
import { runOperation } from './runOperation';
import { sandboxForEach } from '../sandboxForEach';

// The first test of a process also compiles the contract.
jest.setTimeout(30_000);

describe('every operation, through the real engine against the sandbox', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);

	test('there is a case for each operation', () => {
		const all = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}.${operation.value}`),
		);
		expect(cases.map(({ operation }) => operation).sort()).toEqual(all.sort());
	});

	test.each(cases)(
		'$operation sends $sends and gives its result',
		async ({
			operation,
			parameters,
			after = [],
			calls = 1,
			sends,
			body,
			query,
			headers,
			gives,
		}) => {
			for (const [before, given] of after) await run(before, given);
			const callsBefore = sandbox.requests.length;
			const { error, json: output, items } = await run(operation, parameters);
			expect(error).toBeUndefined();
			expect(output).toEqual(gives);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
			const sent = sandbox.requests.at(-1);
			expect(`${sent?.method} ${sent?.path}`).toBe(sends);
			if (body !== undefined) expect(sent?.body).toEqual(body);
			if (query !== undefined) expect(sent?.query).toEqual(query);
			if (headers !== undefined) expect(sent?.headers).toEqual(headers);
			expect(sandbox.requests.slice(callsBefore)).toHaveLength(calls);
			expect(sandbox.violations).toEqual([]);
		},
	);
});
