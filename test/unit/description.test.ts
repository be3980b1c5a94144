import { existsSync, readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { join } from 'node:path';

import { credentialType } from '../../nodes/api/connection';
import { resources } from '../../nodes/WorkPoint/operations';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';
import { workflowWith, workPointNode } from '../support/runNode';

const root = join(__dirname, '..', '..');
const { description, methods } = new WorkPoint();
const trigger = new WorkPointTrigger();

function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...(property.type === 'collection'
			? everyProperty((property.options ?? []) as INodeProperties[])
			: []),
	]);
}

/** A property, and the members of its rows and collections. */
function withRows(property: INodeProperties): INodeProperties[] {
	const inner = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(withRows);
		return 'type' in option ? withRows(option) : [];
	});
	return [property, ...inner];
}

/** From little to much, or from the usual to the special. */
const orderedByMeaning = new Set([
	...['filterBy', 'operation', 'overrideConstraints', 'priority', 'resource', 'status'],
]);

describe('the description of the node', () => {
	test('has the names that workflows store', () => {
		expect(description.name).toBe('workPoint');
		expect(trigger.description.name).toBe('workPointTrigger');
	});

	test('takes the credentials that its Authentication offers, and signs in with the chosen one', () => {
		for (const { credentials = [], properties } of [description, trigger.description]) {
			const [authentication] = properties;
			const offered = (authentication?.options ?? []).map((option) =>
				'value' in option ? String(option.value) : '',
			);
			const shown = offered.map((chosen) => {
				const { name } = credentials.find(({ displayOptions }) =>
					displayOptions?.show?.authentication?.includes(chosen),
				) ?? { name: '' };
				return name;
			});
			expect(shown).toEqual(['workPointCertificateApi', 'workPointOAuth2Api']);
			const used = [...offered, undefined].map((value) =>
				credentialType({ getNode: () => ({ parameters: { authentication: value } }) as never }),
			);
			expect(used).toEqual([...shown, 'workPointOAuth2Api']);
		}
	});

	test('offers every operation of the list, each with a unique name in its resource', () => {
		for (const { value, operations } of resources) {
			const picker = description.properties.find(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(value),
			);
			const offered = (picker?.options ?? []).map((option) =>
				'value' in option ? option.value : '',
			);
			expect(offered.sort()).toEqual(operations.map((operation) => operation.value).sort());
			expect(new Set(operations.map(({ action }) => action)).size).toBe(operations.length);
		}
	});

	test('refers to no list or mapping method that does not exist', () => {
		const listMethods = { ...methods.listSearch, ...trigger.methods.listSearch };
		for (const { modes, typeOptions } of everyProperty([
			...description.properties,
			...trigger.description.properties,
		])) {
			for (const { typeOptions: list } of modes ?? []) {
				if (list?.searchListMethod)
					expect(Object.keys(listMethods)).toContain(list.searchListMethod);
			}
			const mapping = typeOptions?.resourceMapper?.resourceMapperMethod;
			if (mapping) expect(Object.keys(methods.resourceMapping)).toContain(mapping);
		}
	});

	test.each([
		['WorkPoint', description.name],
		['WorkPointTrigger', trigger.description.name],
	])('%s has a codex next to it that names it and has resources', (node, name) => {
		const file = join(root, 'nodes', node, `${node}.node.json`);
		expect(existsSync(file)).toBe(true);
		const codex = JSON.parse(readFileSync(file, 'utf8'));
		expect(codex.node).toBe(`n8n-nodes-workpoint.${name}`);
		expect(codex.resources.primaryDocumentation).toHaveLength(1);
	});

	test('shows in its subtitle what it does, with the labels of the pickers, without truncation', () => {
		for (const { value: resource, name, operations } of resources) {
			for (const { value: operation, name: operationName } of operations) {
				const node = workPointNode({ resource, operation });
				const shown = workflowWith(node).expression.getSimpleParameterValue(
					node,
					String(description.subtitle),
					'internal',
					{},
				);
				const whole = `${operationName}: ${name}`;
				expect(shown).toBe(whole.length <= 28 ? whole : operationName);
			}
		}
	});

	test('shows an example in every text input', () => {
		const inputs = [...description.properties, ...trigger.description.properties].flatMap(withRows);
		const texts = inputs.filter(
			({ type, hint = '', typeOptions }) =>
				type === 'string' && !hint.includes('binary field') && typeOptions?.password !== true,
		);
		expect(texts.length).toBeGreaterThan(50);
		const bare = texts.filter(({ placeholder = '' }) => !placeholder.startsWith('e.g. '));
		expect(bare.map(({ displayName }) => displayName)).toEqual([]);
	});

	test('sorts options by their labels, unless their order has a meaning', () => {
		const pickers = [...description.properties, ...trigger.description.properties]
			.flatMap(withRows)
			.filter(({ type, name }) => /options/i.test(type) && !orderedByMeaning.has(name));
		for (const { options = [] } of pickers) {
			const labels = options.map((option) => option.name);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
	});
});
