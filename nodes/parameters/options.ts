import type { INodePropertyOptions } from 'n8n-workflow';

import { titleOf, type Labels, type PlainParameter } from './parameter';

/** What the user reads for a name: a label, the name in words when it is left out, and a description where needed. */
type Label = string | { name?: string; description: string };

interface OptionLabels<Name extends string> extends Omit<Labels, 'default'> {
	/** One for each name of the enumeration. */
	labels: Record<Name, Label>;
	/** Keeps the order of the labels, where it means something; otherwise they are sorted. */
	isOrdered?: boolean;
}

/** The options of a picker, made from the labels of an enumeration. */
function optionsOf<Name extends string>(
	labels: Record<Name, Label>,
	isOrdered = false,
): INodePropertyOptions[] {
	const options = Object.entries<Label>(labels).map(([value, label]) =>
		typeof label === 'string' ? { name: label, value } : { name: titleOf(value), ...label, value },
	);
	return isOrdered ? options : options.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * One name of an enumeration. Give the enumeration of the contract as the type argument: then a name that is missing
 * or does not exist is found when the code is compiled.
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
				reader.refuse('is not one of the options', `Use one of: ${names.join(', ')}.`)
			);
		},
	};
}

/** Some names of an enumeration, given as for {@link options}; at least one when it is required. */
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
				return reader.refuse('is empty', `Choose at least one of: ${names.join(', ')}.`);
			return given.every((one) => names.includes(one))
				? given
				: reader.refuse('has an unknown option', `Use some of: ${names.join(', ')}.`);
		},
	};
}
