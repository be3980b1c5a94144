import { boolean } from './boolean';
import { options } from './options';
import { shownWhen, type Parameter, type PlainParameter } from './parameter';
import { texts } from './text';

export const simplify = boolean({
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/** What an agent's tool has in the place of the switch, as n8n's guidelines ask: a model is to get no more than it needs. */
const output = options<'raw' | 'selectedFields' | 'simplified'>({
	description: 'What to return',
	labels: {
		raw: { description: 'The response as it came' },
		selectedFields: { description: 'Only the fields named' },
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

/** The fields that go out, by name; all when it is not shown. */
const outputFields: Parameter<string[] | undefined> = shownWhen(
	{ '@tool': [true], output: ['selectedFields'] },
	texts({
		description: 'The name of each field to return, with commas between them',
		placeholder: 'e.g. ID, Title, wpStage',
		required: true,
	}),
);

/** In which form an operation returns what it reads. */
export const outputForm = { simplify: simplifyUnlessTool, outputFields };
