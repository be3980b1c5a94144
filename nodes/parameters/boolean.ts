import type { Labels, PlainParameter } from './parameter';

/** A switch. */
export function boolean(labels: Labels): PlainParameter<boolean> {
	return {
		field: { type: 'boolean', default: false, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			return reader.refuse(
				'is neither true nor false',
				'Use the switch, or an expression that returns true or false.',
			);
		},
	};
}
