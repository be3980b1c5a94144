import { choice, flag } from './basic';

/** Which constraints of the stage change are passed over (grade A). */
export const overrideConstraints = choice({
	displayName: 'Override Constraints',
	description: 'Which constraints of the stage change to pass over',
	options: [
		{ name: 'None', value: 'NoOverride', description: 'Stop at warnings and at errors' },
		{ name: 'Warnings', value: 'OverrideWarnings', description: 'Stop only at errors' },
		{ name: 'Errors', value: 'OverrideErrors', description: 'Stop only at warnings' },
		{
			name: 'Warnings and Errors',
			value: 'OverrideWarningsAndErrors',
			description: 'Change the stage whatever the constraints say',
		},
	],
	default: 'NoOverride',
});

export const overrideRequiredFields = flag({
	displayName: 'Override Required Fields',
	description: 'Whether to change the stage even if fields that it requires are empty',
});
