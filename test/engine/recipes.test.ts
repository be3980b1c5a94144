import type { INodeExecutionData } from 'n8n-workflow';

import { manualTriggerOf, readExamples } from '../../demo/examples';
import { runInEngine } from '../../demo/inEngine';
import { TestCredentials } from '../../n8n/n8nEngine';
import type { Sandbox } from '../../sandbox';
import { projectSiteUrl, termsUrl } from '../../sandbox/tenant/seed';
import { bytesOf } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

describe('documents with Microsoft Graph, as in the example', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	/** Runs the example; gives what each node gave. */
	async function run(): Promise<Record<string, INodeExecutionData[]>> {
		const workflow = readExamples({}, sandbox.origin)
			.map((example) => example.workflow)
			.find(({ name }) => name === 'Documents with Microsoft Graph');
		const trigger = workflow && manualTriggerOf(workflow);
		if (!trigger) throw new Error('The example is not there');
		const credentials = new TestCredentials(sandbox.connection);
		const runs = await runInEngine(workflow, trigger, credentials);
		const failed = runs.find(({ error }) => error !== undefined);
		if (failed) throw new Error(failed.error?.message);
		return Object.fromEntries(runs.map(({ name, items }) => [name, items]));
	}

	const stored = (url: string) => sandbox.state.storedAs(url)?.bytes.toString();

	test('changes a column, makes a folder, moves, shares, copies and downloads', async () => {
		const before = stored(termsUrl);
		const given = await run();
		const json = (node: string) => given[node]?.map((item) => item.json);
		expect(json('Find in Graph')).toMatchObject([{ name: 'Terms.pdf' }]);
		expect(json('Set column')).toEqual([{ DocumentStatus: 'Approved' }]);
		const [moved] = json('Move into folder') ?? [];
		const address = decodeURIComponent(String(moved?.webUrl));
		const folder = address.replace(/\/Terms\.pdf$/, '');
		expect(folder).toMatch(
			/^https:\/\/contoso\.sharepoint\.com\/sites\/project-1\/Shared Documents\/Sent /,
		);
		expect(stored(termsUrl)).toBeUndefined();
		expect(json('Share it')).toMatchObject([{ value: [{ roles: ['read'] }] }]);
		const copies = [...sandbox.state.lists]
			.filter(({ siteUrl }) => siteUrl === projectSiteUrl)
			.flatMap(({ entities }) => [...entities.values()])
			.filter(({ fileRef }) => /\/Copy [^/]*\.pdf$/.test(fileRef ?? ''));
		expect(copies).toHaveLength(1);
		const downloaded = await bytesOf(given.Download?.[0]?.binary?.data);
		expect(downloaded.toString()).toBe(before);
		expect(stored(address)).toBe(before);
	});
});
