import type { INodePropertyOptions } from 'n8n-workflow';

import { titleOf, type Labels, type PlainParameter } from './parameter';

/** The label of an enumeration name; by default the name in words. A description is optional. */
type Label = string | { name?: string; description: string };

interface OptionLabels<Name extends string> extends Omit<Labels, 'default'> {
	/** One label per name of the enumeration. */
	labels: Record<Name, Label>;
	/** Keeps the order of the labels, if it is significant; otherwise they are sorted. */
	isOrdered?: boolean;
}

/** The options of a dropdown, from the labels of an enumeration. */
function optionsOf<Name extends string>(
	labels: Record<Name, Label>,
	isOrdered = false,
): INodePropertyOptions[] {
	const options = Object.entries<Label>(labels).map(([value, label]) =>
		typeof label === 'string' ? { name: label, value } : { name: titleOf(value), ...label, value },
	);
	return isOrdered ? options : options.sort((a, b) => a.name.localeCompare(b.name));
}

/** The options for an error: what the user reads, and what an expression gives. */
function listed<Name extends string>(labels: Record<Name, Label>): string {
	return optionsOf(labels)
		.map(({ name, value }) => `"${name}" (${value})`)
		.join(', ');
}

/**
 * One name of an enumeration. Pass the contract's enumeration as the type argument, so that the compiler finds missing
 * and unknown names.
 */
export function options<Name extends string>(
	settings: OptionLabels<Name> & { default: NoInfer<Name> },
): PlainParameter<Name> {
	const { labels, isOrdered, ...field } = settings;
	const names = Object.keys(labels) as Name[];
	return {
		field: { ...field, type: 'options', options: optionsOf(labels, isOrdered) },
		read(reader, name) {
			const value = reader.value(name);
			return (
				names.find((candidate) => candidate === value) ??
				reader.refuse('is not one of the options', `Use one of: ${listed(labels)}.`)
			);
		},
	};
}

/** Several names of an enumeration, typed as for {@link options}; at least one if required. */
export function multiOptions<Name extends string>(
	settings: OptionLabels<Name>,
): PlainParameter<Name[]> {
	const { labels, isOrdered, ...field } = settings;
	const names = Object.keys(labels) as Name[];
	return {
		field: { ...field, type: 'multiOptions', default: [], options: optionsOf(labels, isOrdered) },
		read(reader, name) {
			const value = reader.value(name);
			const given = (Array.isArray(value) ? value : [value]) as Name[];
			if (field.required && given.length === 0)
				return reader.refuse('is empty', `Choose at least one of: ${listed(labels)}.`);
			return given.every((one) => names.includes(one))
				? given
				: reader.refuse('has an unknown option', `Use some of: ${listed(labels)}.`);
		},
	};
}
