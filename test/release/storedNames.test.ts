import type { INodeProperties } from 'n8n-workflow';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { WorkPointCertificateApi } from '../../credentials/WorkPointCertificateApi.credentials';
import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';
import { WorkPointXwsseApi } from '../../credentials/WorkPointXwsseApi.credentials';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';

const file = join(__dirname, 'storedNames.txt');
const defaultsFile = join(__dirname, 'storedDefaults.txt');

/** The options of a picker, the modes of a locator, the members of a collection or of rows. */
function namesWithin({ options = [], modes = [] }: INodeProperties): string[] {
	return [
		...modes.map(({ name }) => name),
		...options.flatMap((option) => {
			if ('values' in option)
				return option.values.flatMap(namesOf).map((n) => `${option.name}.${n}`);
			return 'value' in option ? [String(option.value)] : namesOf(option as INodeProperties);
		}),
	];
}

/** The names of a property that a workflow stores, such as `options.timeout`, or `logic` and `logic.And`. */
function namesOf(property: INodeProperties): string[] {
	return [property.name, ...namesWithin(property).map((name) => `${property.name}.${name}`)];
}

/** All that workflows store of the package: nodes, credentials, operations, parameters and their values. */
function storedNames(): string[] {
	const nodes = [new WorkPoint(), new WorkPointPollingTrigger(), new WorkPointTrigger()];
	const ofNodes = nodes.flatMap(({ description: { name: node, properties } }) =>
		properties.flatMap((property) => {
			const { resource = [], operation = [''] } = property.displayOptions?.show ?? {};
			const places = resource.flatMap((thing) =>
				operation.map((one) => [node, thing, one].filter(Boolean).join('.')),
			);
			return namesOf(property).flatMap((name) =>
				(places.length > 0 ? places : [node]).map((place) => `${place} ${name}`),
			);
		}),
	);
	const credentials = [
		new WorkPointCertificateApi(),
		new WorkPointOAuth2Api(),
		new WorkPointXwsseApi(),
	];
	const ofCredentials = credentials.flatMap(({ name, properties }) =>
		properties.flatMap(namesOf).map((field) => `${name} ${field}`),
	);
	return [...new Set([...ofNodes, ...ofCredentials])].sort();
}

/** The defaults of a property and of what is within it, by name. */
function defaultsOf(property: INodeProperties): Array<[name: string, value: unknown]> {
	const { options = [], modes = [] } = property;
	const within = options.flatMap((option) => {
		if ('values' in option)
			return option.values
				.flatMap(defaultsOf)
				.map(([name, value]) => [`${option.name}.${name}`, value]);
		return 'value' in option ? [] : defaultsOf(option as INodeProperties);
	}) as Array<[string, unknown]>;
	const mode: Array<[string, unknown]> = modes.length > 0 ? [['mode', modes[0]?.name]] : [];
	return [
		[property.name, property.default],
		...[...mode, ...within].map(([name, value]): [string, unknown] => [
			`${property.name}.${name}`,
			value,
		]),
	];
}

/** What workflows do not store because it is the default: a default that changes changes every workflow that relies on it. */
function storedDefaults(): string[] {
	const nodes = [new WorkPoint(), new WorkPointPollingTrigger(), new WorkPointTrigger()];
	const credentials = [
		new WorkPointCertificateApi(),
		new WorkPointOAuth2Api(),
		new WorkPointXwsseApi(),
	];
	const described = [
		...nodes.map(({ description: { name, properties } }) => ({ name, properties })),
		...credentials,
	];
	const lines = described.flatMap(({ name: owner, properties }) =>
		properties.flatMap((property) => {
			const { resource = [''], operation = [''] } = property.displayOptions?.show ?? {};
			const places = resource.flatMap((thing) =>
				operation.map((one) => [owner, thing, one].filter(Boolean).join('.')),
			);
			return defaultsOf(property).flatMap(([name, value]) =>
				places.map((place) => `${place} ${name} = ${JSON.stringify(value)}`),
			);
		}),
	);
	return [...new Set(lines)].sort();
}

/** What is recorded; a line is taken out or changed by hand, which is a major version. */
function recorded(path: string): string[] {
	return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

/** The place and the name in a line of defaults. */
const nameIn = (line: string) => line.replace(/ = .*$/s, '');

if (process.env.GENERATE) {
	const names = new Set([...recorded(file), ...storedNames()]);
	writeFileSync(file, `${[...names].sort().join('\n')}\n`);
	const known = new Set(recorded(defaultsFile).map(nameIn));
	const added = storedDefaults().filter((line) => !known.has(nameIn(line)));
	writeFileSync(
		defaultsFile,
		`${[...recorded(defaultsFile), ...added].filter(Boolean).sort().join('\n')}\n`,
	);
}

test('every name that workflows may have stored is still there', () => {
	const present = new Set(storedNames());
	expect(recorded(file).filter((name) => !present.has(name))).toEqual([]);
});

test('every name is recorded: npm run generate adds new ones [generated]', () => {
	const known = new Set(recorded(file));
	expect(storedNames().filter((name) => !known.has(name))).toEqual([]);
});

test('every default is the recorded one, as workflows do not store defaults [generated]', () => {
	expect(storedDefaults()).toEqual(recorded(defaultsFile).sort());
});

test('what a node starts with only reads', () => {
	const { properties } = new WorkPoint().description;
	const resource = properties.find(({ name }) => name === 'resource')?.default;
	const operation = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(String(resource)),
	)?.default;
	expect([resource, operation]).toEqual(['entity', 'getAll']);
});
