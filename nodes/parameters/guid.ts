import type { Labels, PlainParameter } from './parameter';

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A GUID in the plain form that the service writes, or undefined. */
export function guid(value: unknown): string | undefined {
	const plain = String(value ?? '')
		.trim()
		.replace(/^\{(.*)\}$/, '$1');
	return pattern.test(plain) ? plain.toLowerCase() : undefined;
}

export const guidExample = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';

/** A GUID that no list can offer. */
export function guidText(labels: Labels): PlainParameter<string> {
	return {
		field: {
			type: 'string',
			default: '',
			required: true,
			placeholder: `e.g. ${guidExample}`,
			...labels,
		},
		read: (reader, name) =>
			guid(reader.value(name)) ??
			reader.refuse('is not a GUID', `Enter an ID such as ${guidExample}.`),
	};
}
