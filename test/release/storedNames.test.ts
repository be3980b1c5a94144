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
/** What is recorded; a name is taken out by hand, which is a major version. */
function recordedNames(): string[] {
	return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

if (process.env.GENERATE) {
	const all = new Set([...recordedNames(), ...storedNames()]);
	writeFileSync(file, `${[...all].sort().join('\n')}\n`);
}

test('every name that workflows may have stored is still there', () => {
	const present = new Set(storedNames());
	expect(recordedNames().filter((name) => !present.has(name))).toEqual([]);
});

test('every name is recorded: npm run generate adds new ones [generated]', () => {
	const recorded = new Set(recordedNames());
	expect(storedNames().filter((name) => !recorded.has(name))).toEqual([]);
});
