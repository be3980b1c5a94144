import { textWithForm, type Labels, type PlainParameter } from './parameter';
import { plainText } from './text';

const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A GUID in the service's format, or undefined. */
export function guid(value: unknown): string | undefined {
	const plain = (plainText(value) ?? '').trim().replace(/^\{(.*)\}$/, '$1');
	return pattern.test(plain) ? plain.toLowerCase() : undefined;
}

export const guidExample = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';

/** A GUID for which there is no picker. */
export function guidText(labels: Labels): PlainParameter<string> {
	return textWithForm(
		{ placeholder: `e.g. ${guidExample}`, ...labels },
		{ read: guid, problem: 'is not a GUID', advice: `Enter an ID such as ${guidExample}.` },
	);
}
