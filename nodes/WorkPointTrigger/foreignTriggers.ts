import type { IHookFunctions, INodeParameterResourceLocator } from 'n8n-workflow';

import type { Send } from '../api/call';
import { textIn } from '../api/json';
import { triggersOf } from '../concepts/actionsAndTriggers';
import { refuse } from '../parameters/reader';
import { triggerLabels, type Wanted } from './parameters';

/** The name of a locator's value, as stored by the editor. */
function storedName(context: IHookFunctions, parameter: string): string | undefined {
	const stored = context.getNodeParameter(parameter, {}) as Partial<INodeParameterResourceLocator>;
	return stored.cachedResultName || undefined;
}

/**
 * Refuses triggers of another business module than the chosen one, such as those left after a change of the module:
 * WorkPoint would register them, and they would never fire for it.
 *
 * @throws {NodeOperationError} with the parameter, the trigger, and the triggers of the module
 */
export async function refuseForeignTriggers(
	context: IHookFunctions,
	{ businessModule, triggers }: Wanted,
	send: Send,
): Promise<void> {
	const active = await triggersOf(businessModule, send);
	const foreign = triggers.findIndex((id) => !active.some((one) => one.id === id));
	if (foreign === -1) return;
	const isMain = foreign === 0;
	const [mainLabel = '', furtherLabel = ''] = triggerLabels;
	const name = (isMain ? storedName(context, 'trigger') : undefined) ?? triggers[foreign];
	const module = storedName(context, 'businessModule');
	const names = active.map((one) => `"${textIn(one.name)}"`).join(', ');
	refuse(
		{ context },
		isMain ? mainLabel : furtherLabel,
		`has "${name}", which is not an active trigger of the business module${module ? ` "${module}"` : ''}`,
		names === ''
			? 'The module has no active trigger: add one in WorkPoint Administration, or choose another module.'
			: `${isMain ? 'Choose' : 'Remove it, or choose'} one of: ${names}.`,
	);
}
