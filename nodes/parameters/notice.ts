import type { PlainParameter } from './parameter';

/** A text for the user to read, among the parameters. */
export function notice(text: string): PlainParameter<undefined> {
	return {
		field: { type: 'notice', displayName: text, default: '' },
		read: () => undefined,
	};
}
