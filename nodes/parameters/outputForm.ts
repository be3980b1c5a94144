import { boolean } from './boolean';
import { options } from './options';
import { shownWhen, type Parameter, type PlainParameter } from './parameter';
import { texts } from './text';

export const simplify = boolean({
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/**
 * The agent tool's replacement for the switch, as n8n's guidelines require: a model should get no more than it needs.
 */
const output = options<'raw' | 'selectedFields' | 'simplified'>({
	description: 'What to return',
	labels: {
		raw: { description: 'The unmodified response' },
		selectedFields: { description: 'Only the named fields' },
		simplified: { description: 'The response in a simplified form' },
	},
	default: 'simplified',
	displayOptions: { show: { '@tool': [true] } },
});

const simplifyUnlessTool: PlainParameter<boolean> = {
	field: { ...simplify.field, displayOptions: { hide: { '@tool': [true] } } },
	companions: { output },
	read: (reader, name) =>
		reader.isTool ? reader.value('output') !== 'raw' : simplify.read(reader, name),
};

/** The names of the fields to return; all if the parameter is hidden. */
const outputFields: Parameter<string[] | undefined> = shownWhen(
	{ '@tool': [true], output: ['selectedFields'] },
	texts({
		description: 'The name of each field to return, separated by commas',
		placeholder: 'e.g. ID, Title, wpStage',
		required: true,
	}),
);

/** The form in which an operation returns what it reads. */
export const outputForm = { simplify: simplifyUnlessTool, outputFields };
