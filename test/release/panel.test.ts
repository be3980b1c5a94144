import type { INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/WorkPoint/operations';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';

type Description = Pick<WorkPoint['description'], 'credentials' | 'properties'>;

const shownBy = ({ displayOptions }: { displayOptions?: { show?: object } }): string[] =>
	Object.keys(displayOptions?.show ?? {});

/**
 * The parameters that n8n's editor (2.11 to 2.41) leaves out of the panel. One that decides about a credential is taken for
 * the choice of the sign-in, which has its place in the form of the credential: `authentication`, or else one whose every
 * option has a credential. Where there is one, each parameter by which any of the deciding ones is shown goes with it.
 */
function leftOut({ credentials = [], properties }: Description): string[] {
	const deciding = properties.filter(({ name }) => credentials.flatMap(shownBy).includes(name));
	const valuesOf = (name: string) =>
		credentials.flatMap(({ displayOptions }) => displayOptions?.show?.[name] ?? []);
	const choice =
		deciding.find(({ name }) => name === 'authentication') ??
		deciding.find(({ name, options = [] }) =>
			options.every((option) => 'value' in option && valuesOf(name).includes(option.value)),
		);
	if (choice === undefined) return [];
	const related = [choice.name, ...deciding.flatMap(shownBy)];
	return [...new Set(properties.map(({ name }) => name))].filter((name) => related.includes(name));
}

const nodes = [new WorkPoint(), new WorkPointTrigger(), new WorkPointPollingTrigger()];

test.each(nodes.map(({ description }) => [description.displayName, description] as const))(
	'the panel of %s has every parameter except the choice of the sign-in',
	(_name, description) => {
		expect(leftOut(description)).toEqual(['authentication']);
	},
);

/**
 * n8n's editor takes digits at the end of a name for a counter. A second tool "… in WorkPoint 365" would become
 * "… in WorkPoint ", which n8n no longer takes for a name of its own, and would keep it when its operation changes: the
 * model would read "Get many entities" of a tool that writes.
 */
test.each(nodes.map(({ description }) => [description.displayName, description] as const))(
	'the default name of %s does not end in a digit',
	(_name, { defaults }) => {
		expect(defaults.name).toMatch(/\D$/);
	},
);

/** The collections and rows of a panel, each of which has a button that adds one more. */
test('no panel has two buttons with the same name', () => {
	const doubled = resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation }) => {
			const buttons = new WorkPoint().description.properties
				.filter(({ type, displayOptions: { show } = {} }) => {
					const isShown =
						show?.resource?.includes(resource) === true && show.operation?.includes(operation);
					return /collection/i.test(type) && isShown === true;
				})
				.map(({ placeholder = '' }) => placeholder);
			return new Set(buttons).size === buttons.length ? [] : [`${resource}.${operation}`];
		}),
	);
	expect(doubled).toEqual([]);
});

describe('the rule of the editor', () => {
	const choiceOf = (name: string, values: string[], show?: Record<string, string[]>) =>
		({
			displayName: name,
			name,
			type: 'options',
			options: values.map((value) => ({ name: value, value })),
			default: '',
			displayOptions: { show },
		}) satisfies INodeProperties;
	const credential = (name: string, value: string) => ({
		name: `${name}Api`,
		displayOptions: { show: { [name]: [value] } },
	});
	const resource = choiceOf('resource', ['signature']);
	const account = choiceOf('account', ['own', 'other'], { resource: ['signature'] });
	const authentication = choiceOf('authentication', ['oAuth2']);

	test('leaves out a parameter that controls the display of one that decides about a credential', () => {
		const credentials = [credential('authentication', 'oAuth2'), credential('account', 'own')];
		const properties = [authentication, resource, account];
		expect(leftOut({ credentials, properties })).toEqual(['authentication', 'resource']);
	});

	test('leaves out a parameter with another name if every option has a credential', () => {
		const credentials = [credential('account', 'own'), credential('account', 'other')];
		expect(leftOut({ credentials, properties: [resource, account] })).toEqual([
			'resource',
			'account',
		]);
	});

	test('leaves out nothing if no parameter chooses the sign-in', () => {
		const credentials = [credential('account', 'own')];
		expect(leftOut({ credentials, properties: [resource, account] })).toEqual([]);
	});
});
