import type { PlainParameter } from './parameter';

/** A notice for the user, shown among the parameters. */
export function notice(text: string): PlainParameter<undefined> {
	return {
		field: { type: 'notice', displayName: text, default: '' },
		read: () => undefined,
	};
}
