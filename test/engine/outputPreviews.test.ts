import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { dirname, join, relative } from 'node:path';

import { byId } from '../../n8n/workflow';
import { resources } from '../../nodes/WorkPoint/operations';
import { receive } from '../../nodes/WorkPointTrigger/delivery';
import type { Registration } from '../../nodes/WorkPointTrigger/storedState';
import type { Sandbox } from '../../sandbox';
import { modules } from '../../sandbox/tenant/modules';
import { plainLists } from '../../sandbox/tenant/plainLists';
import { ids } from '../../sandbox/tenant/seed';
import { TestPolling } from '../support/testPolling';
import { cases } from '../support/cases';
import type { Case } from '../support/cases/case';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

/** A JSON schema in the form that n8n reads for fields to drag before the first run. */
interface Preview {
	type?: string;
	properties?: Record<string, Preview>;
	items?: Preview;
	version?: number;
}

const folder = join(__dirname, '../../nodes/WorkPoint/__schema__/v1.0.0');
const triggerFolder = join(__dirname, '../../nodes/WorkPointTrigger/__schema__/v1.0.0');
const pollingFolder = join(__dirname, '../../nodes/WorkPointPollingTrigger/__schema__/v1.0.0');
const fileOf = (operation: string) => join(folder, `${operation.replace('.', '/')}.json`);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Preview;

/** Fields that only the sandbox's modules and lists have: the user's own cannot be known beforehand. */
const ownFields = new Set(
	[...modules, ...plainLists()]
		.flatMap(({ fields }) => fields.map(({ name }) => name))
		.filter((name) => name !== 'Title'),
);

function withoutOwnFields(item: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(item).filter(([name]) => !ownFields.has(name)));
}

/** Types whose default is what a user begins with; of the others the user has to give something. */
const typesWithDefault = new Set(['boolean', 'options', 'number']);

/** The parameters of a case, as far as a user has to give them; all that has a default has it. */
function withDefaults({ operation: key, parameters, notByDefault = [] }: Case): INodeParameters {
	const [resource, name] = key.split('.');
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === name);
	const fields = Object.entries(operation?.parameters ?? {}).filter(
		([, { field }]) => typesWithDefault.has(field.type) && field.required !== true,
	);
	const defaults: INodeParameters = {
		...(Object.fromEntries(
			fields.map(([one, { field }]) => [one, field.default]),
		) as INodeParameters),
		additionalFields: {},
		options: {},
	};
	for (const one of notByDefault) delete defaults[one];
	return { ...parameters, ...defaults };
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** The schema of a value; `known` is what was seen before of the same place. */
function schemaOf(value: unknown, known: Preview = {}): Preview {
	const type = typeOf(value);
	if (type === 'null') return known.type === undefined ? { type } : known;
	if (type === 'array') {
		const entries = value as unknown[];
		return entries.length === 0
			? { type, ...(known.items ? { items: known.items } : {}) }
			: {
					type,
					items: entries.reduce<Preview>((all, entry) => schemaOf(entry, all), known.items ?? {}),
				};
	}
	if (type !== 'object') return { type };
	const properties = { ...known.properties };
	for (const [name, member] of Object.entries(value as IDataObject))
		properties[name] = schemaOf(member, properties[name]);
	return { type, properties };
}

/** Paths of a value that the preview does not have, or has with another type. */
function differences(value: unknown, preview: Preview | undefined, path = ''): string[] {
	const type = typeOf(value);
	if (type === 'null') return [];
	if (preview?.type !== type) return [`${path}: ${type}, not ${preview?.type ?? 'in the preview'}`];
	if (type === 'array')
		return (value as unknown[]).flatMap((entry) => differences(entry, preview.items, `${path}[]`));
	if (type !== 'object') return [];
	return Object.entries(value as IDataObject).flatMap(([name, member]) =>
		differences(member, preview.properties?.[name], `${path}.${name}`),
	);
}

/** `npm run generate` writes the preview from what the operation gives; otherwise it is compared with that. */
const update = process.env.GENERATE !== undefined;

describe('the output previews [generated]', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	async function run(key: string, parameters: INodeParameters): Promise<IDataObject[]> {
		const { error, json } = await runOperation(sandbox, key, parameters);
		if (error) throw error;
		return json;
	}

	test.each(cases)('of $operation shows what the operation returns', async (one) => {
		for (const [before, parameters] of one.after ?? []) await run(before, parameters);
		const given = await run(one.operation, withDefaults(one));
		// A simplified entity or list item has the fields of its module or list at its top.
		const items = given.map(withoutOwnFields);
		const file = fileOf(one.operation);
		if (update) {
			const schema = items.reduce<Preview>((all, item) => schemaOf(item, all), { type: 'object' });
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, `${JSON.stringify({ ...schema, version: 1 }, null, 2)}\n`);
		}
		const preview = read(file);
		expect(preview.version).toBe(1);
		expect(items.flatMap((item) => differences(item, preview))).toEqual([]);
	});

	test('of the trigger shows what an event returns', () => {
		const registration: Registration = {
			instanceId: 'instance',
			workflowId: 'workflow',
			webhookUrl: 'https://n8n.example.com/webhook',
			route: 'webhookProxy',
			siteUrl: sandbox.seed.siteUrl,
			businessModule: ids.projects,
			registeredAt: 0,
			webhooks: [{ id: 'webhook', trigger: ids.triggers.projectCreated, token: 'token' }],
		};
		const body = {
			Id: 'notification',
			Attempt: 1,
			Properties: {
				WorkPointUrl: sandbox.seed.siteUrl,
				BusinessModuleId: ids.projects,
				WorkPointTrigger: ids.triggers.projectCreated,
			},
			Notifications: [{ Action: 'WorkPointTrigger', EntityId: 42 }],
		};
		const received = receive(registration, {
			body: Buffer.from(JSON.stringify(body)),
			signature: undefined,
			token: 'token',
		});
		const preview = read(join(triggerFolder, 'output.json'));
		const items = 'items' in received ? received.items : [];
		expect(items).toHaveLength(1);
		expect(differences(items[0], preview)).toEqual([]);
	});

	test('of the polling trigger shows what a new entity returns', async () => {
		const polling = new TestPolling(sandbox, { businessModule: byId(ids.projects) });
		await polling.poll();
		sandbox.state.addEntity(sandbox.state.module(ids.projects), { Title: 'Harbor' }, true);
		const items = ((await polling.poll()) ?? []).map(withoutOwnFields);
		const preview = read(join(pollingFolder, 'output.json'));
		expect(items).toHaveLength(1);
		expect(differences(items[0], preview)).toEqual([]);
		expect(Object.keys(items[0] ?? {}).sort()).toEqual(
			Object.keys(preview.properties ?? {}).sort(),
		);
	});

	test('exist for each operation, and for nothing else', () => {
		const wanted = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value}/${operation.value}.json`),
		);
		const found = existsSync(folder)
			? readdirSync(folder, { recursive: true, withFileTypes: true })
					.filter((entry) => entry.isFile())
					.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
			: [];
		expect(found.sort()).toEqual(wanted.sort());
	});
});
