import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/seed';
import { runOperation } from './runOperation';
import { sandboxForEach } from '../sandboxForEach';

/** Runs the checks against a sandbox. */
async function check(sandbox: Sandbox) {
	const { json, error } = await runOperation(sandbox, 'solution.checkConnection', {
		report: false,
	});
	expect(error).toBeUndefined();
	return json as Array<{ check: string; status: string; detail: string; advice: string | null }>;
}

async function report(sandbox: Sandbox): Promise<string> {
	const { json } = await runOperation(sandbox, 'solution.checkConnection', { report: true });
	return String(json[0]?.Report);
}

describe('Check Connection', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	test('finds a site in order, and only reads', async () => {
		const results = await check(sandbox);
		expect(results.filter(({ status }) => ['warning', 'failed'].includes(status))).toEqual([]);
		expect(results.map(({ detail }) => detail)).toContain('siteText: relative');
		expect(sandbox.violations).toEqual([]);
		const written = sandbox.requests.filter(
			({ method, path }) => method !== 'GET' && !/\/Items$/.test(path),
		);
		expect(written).toEqual([]);
	});

	test('gives a report that names nobody and nothing', async () => {
		const text = await report(sandbox);
		expect(text).toContain('| Check | Status | Detail |');
		const { connection, state } = sandbox;
		const titles = [...state.modules.values()].flatMap(({ title, entities }) => [
			title,
			...[...entities.values()].map(({ values }) => String(values.Title)),
		]);
		for (const name of [
			connection.siteUrl,
			connection.tenantId,
			connection.clientId,
			connection.clientSecret,
			...Object.values(ids.stages),
			...titles,
		])
			expect(text).not.toContain(name);
	});

	test('goes on after a check that fails, and says how to mend it', async () => {
		sandbox.faults.add({
			path: '/BusinessModules',
			times: 9,
			answer: { status: 403, body: '{"Message":"No licence for Jensen A/S."}' },
		});
		const results = await check(sandbox);
		expect(results.find(({ check: name }) => name === 'Business modules')).toMatchObject({
			status: 'failed',
			detail: expect.stringContaining('No licence for Jensen A/S.'),
			advice: expect.stringContaining('licensed for integration'),
		});
		expect(results.find(({ check: name }) => name === 'Queries filter')?.status).toBe('skipped');
		expect(results.find(({ check: name }) => name === 'Lists')?.status).toBe('ok');
		sandbox.faults.add({
			path: '/BusinessModules',
			times: 9,
			answer: { status: 403, body: '{"Message":"No licence for Jensen A/S."}' },
		});
		const text = await report(sandbox);
		expect(text).toContain('refused, status 403');
		expect(text).not.toContain('Jensen');
	});

	test('stops at the sign-in when that does not work', async () => {
		sandbox.signIn.fault = 'wrongSecret';
		const [first, ...others] = await check(sandbox);
		expect(first).toMatchObject({ status: 'failed', detail: expect.stringContaining('AADSTS') });
		expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['skipped']));
	});
});
