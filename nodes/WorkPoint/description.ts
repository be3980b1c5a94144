import type { INodeProperties } from 'n8n-workflow';

import { credentialDecider } from '../concepts/providerAccount';
import { authentication } from '../parameters/authentication';
import { collectionOf, propertiesOf, titleOf, type Parameters } from '../parameters/parameter';
import { commonOptions, failOnServiceErrors } from './operations/commonOptions';
import { resources } from './operations';
import type { Operation, Resource } from './operations/operation';

function optionsOf(operation: Operation): Parameters {
	return {
		...operation.options,
		...commonOptions,
		...(operation.reportsErrors ? { failOnServiceErrors } : {}),
	};
}

/** The properties of one operation, shown only if it is chosen. */
function operationProperties(resource: Resource, operation: Operation): INodeProperties[] {
	const shown = (isBelow: boolean) =>
		Object.entries(operation.parameters).filter(
			([, { isBelowOptions = false }]) => isBelowOptions === isBelow,
		);
	const properties = [
		...propertiesOf(Object.fromEntries(shown(false))),
		...(operation.additionalFields
			? [collectionOf('additionalFields', operation.additionalFields)]
			: []),
		collectionOf('options', optionsOf(operation)),
		...propertiesOf(Object.fromEntries(shown(true))),
	];
	const shownFor = { resource: [resource.value], operation: [operation.value] };
	return properties.map((property) => ({
		...property,
		displayOptions:
			property.name === credentialDecider
				? { ...property.displayOptions, hide: othersThan(resource, operation) }
				: {
						...property.displayOptions,
						show: { ...shownFor, ...property.displayOptions?.show },
					},
	}));
}

/**
 * The resources and operations for which a property that decides about a credential is hidden. It must not be shown *by*
 * resource and operation: n8n's editor treats each parameter in the `show` of such a property as a part of the sign-in, and
 * removes it from the panel.
 */
function othersThan(resource: Resource, operation: Operation) {
	const operations = resources.flatMap(({ operations: all }) => all.map(({ value }) => value));
	return {
		resource: resources.map(({ value }) => value).filter((value) => value !== resource.value),
		operation: [...new Set(operations)].filter((value) => value !== operation.value),
	};
}

function operationPicker(resource: Resource): INodeProperties {
	const options = resource.operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	const defaultOperation = resource.operations[0]?.value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: defaultOperation,
	};
}

const resourcePicker: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: resources.map(({ name, value, description }) => ({ name, value, description })),
	default: 'entity',
};

/** All properties of the node, from the one list of operations. */
export const properties: INodeProperties[] = [
	...propertiesOf({ authentication }),
	resourcePicker,
	...resources.map(operationPicker),
	...resources.flatMap((resource) =>
		resource.operations.flatMap((operation) => operationProperties(resource, operation)),
	),
];

/** Names that differ in the pickers. */
const otherNames = Object.fromEntries(
	resources
		.flatMap((resource) => [resource, ...resource.operations])
		.filter(({ value, name }) => titleOf(value) !== name)
		.map(({ value, name }) => [value, name]),
);

/** The number of letters that fit below a node on the canvas; n8n cuts longer text. */
const subtitleLength = 28;

/**
 * The text below the name of the node on the canvas, in the words of the pickers: Change Stage: Entity. If that is too long,
 * the operation alone.
 */
export const subtitle =
	`={{ [$parameter["operation"], $parameter["resource"]]` +
	`.map((value) => (${JSON.stringify(otherNames)})[value] || value.replace(/[A-Z]/g, " $&").replace(/^./, (first) => first.toUpperCase()))` +
	`.filter((_, i, names) => i === 0 || names.join(": ").length <= ${subtitleLength}).join(": ") }}`;
