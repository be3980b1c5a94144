import type { IHookFunctions, INodeParameterResourceLocator } from 'n8n-workflow';

import type { Send } from '../api/call';
import { textIn } from '../api/json';
import { triggersOf } from '../concepts/actionsAndTriggers';
import { refuse } from '../parameters/reader';
import { triggerLabels, type Wanted } from './parameters';

/** What the editor has stored as the name of what a locator holds. */
function storedName(context: IHookFunctions, parameter: string): string | undefined {
	const stored = context.getNodeParameter(parameter, {}) as Partial<INodeParameterResourceLocator>;
	return stored.cachedResultName || undefined;
}

/**
 * Refuses triggers that are not of the chosen business module, such as those that are left when another module is chosen:
 * WorkPoint would register them, and they would never fire for it.
 *
 * @throws {NodeOperationError} that names the parameter, the trigger, and the triggers of the module
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
