import type { INodeParameters } from 'n8n-workflow';

import type { N8n } from '../n8n/n8n';
import { byId } from '../n8n/workflow';
import { startSandbox } from '../sandbox';
import { middle } from './middle';

const rounds = 9;

/**
 * The loading time of each picker's first page, as rows in ms: total, service, and the remainder of n8n and the node.
 * The site has 200 modules, one of them with 10,000 entities.
 */
export async function pickerTimes(n8n: N8n): Promise<string[][]> {
	const sandbox = await startSandbox({ entities: 10_000, modules: 200 });
	const { ids } = sandbox.seed;
	const credentialId = await n8n.createCredential('Pickers', sandbox.connection);

	const ask = async (
		endpoint: string,
		methodName: string,
		parameters: INodeParameters,
		{ node = 'workPoint', ...more }: { node?: string; filter?: string } = {},
	) =>
		await n8n.call('post', `/dynamic-node-parameters/${endpoint}`, {
			path: 'parameters.x',
			methodName,
			nodeTypeAndVersion: { name: `n8n-nodes-workpoint.${node}`, version: 1 },
			currentNodeParameters: { authentication: 'oAuth2', ...parameters },
			credentials: { workPointOAuth2Api: { id: credentialId, name: 'Pickers' } },
			...more,
		});

	const projects: INodeParameters = {
		resource: 'entity',
		operation: 'changeStageAndSetFields',
		businessModule: byId(ids.projects),
	};
	const list = 'resource-locator-results';
	const pickers: Array<[name: string, open: () => Promise<unknown>]> = [
		['Business module, of 200', async () => await ask(list, 'searchBusinessModules', {})],
		['Entity, of 10,000', async () => await ask(list, 'searchEntities', projects)],
		[
			'Entity, searched in 10,000',
			async () => await ask(list, 'searchEntities', projects, { filter: 'Solar panels' }),
		],
		['Stage', async () => await ask(list, 'searchStages', projects)],
		['Action', async () => await ask(list, 'searchActions', projects)],
		[
			'Trigger',
			async () => await ask(list, 'searchTriggers', projects, { node: 'workPointTrigger' }),
		],
		['Fields to map', async () => await ask('resource-mapper-fields', 'getEntityFields', projects)],
	];

	const rows: string[][] = [];
	for (const [name, open] of pickers) {
		const times: Array<{ all: number; service: number }> = [];
		for (let round = 0; round < rounds; round++) {
			sandbox.requests.length = 0;
			const started = performance.now();
			await open();
			const all = performance.now() - started;
			const service = sandbox.requests.reduce((sum, { duration = 0 }) => sum + duration, 0);
			times.push({ all, service });
		}
		const of = (value: (time: { all: number; service: number }) => number) =>
			middle(times.map(value)).toFixed(0);
		rows.push([
			name,
			of(({ all }) => all),
			of(({ service }) => service),
			of(({ all, service }) => all - service),
		]);
	}
	await sandbox.stop();
	return rows;
}
