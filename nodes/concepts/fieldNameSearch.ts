import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { chosenGuid, editorFor } from '../parameters/editor';
import type { FieldDescription } from './field';
import { moduleFields } from './fieldSchema';
import { chosenListColumns } from './list';

/** Fields that every list has beside its own, with what WorkPoint adds. */
const commonFields: INodePropertyOptions[] = [
	{ name: 'Created', value: 'Created' },
	{ name: 'ID', value: 'ID' },
	{ name: 'Modified', value: 'Modified' },
	{ name: 'Site (wpSite)', value: 'wpSite' },
	{ name: 'Stage (wpStage)', value: 'wpStage' },
];

/** Whether the node works on a list or library, and not on a module. */
function isOfList(context: ILoadOptionsFunctions): boolean {
	return ['list', 'libraryName'].some(
		(name) => context.getCurrentNodeParameter(name) !== undefined,
	);
}

/** Undefined while no module or list is chosen. */
async function chosenFields(
	context: ILoadOptionsFunctions,
): Promise<FieldDescription[] | undefined> {
	if (isOfList(context)) return await chosenListColumns(context);
	const moduleId = chosenGuid(context, 'businessModule');
	if (moduleId === undefined) return undefined;
	const { send } = await editorFor(context);
	return await moduleFields(moduleId, send);
}

/** The fields of the chosen business module or list by title, for conditions, sorting and keys. */
export async function getFieldNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const chosen = await chosenFields(this);
	if (chosen === undefined) return [];
	const fields = chosen
		.filter(({ isHidden }) => !isHidden)
		.map(({ name, title }) => ({ name: `${title} (${name})`, value: name }));
	const known = new Set<unknown>(fields.map(({ value }) => value));
	const isEntity = !isOfList(this);
	return [
		...commonFields.filter(
			({ value }) => !known.has(value) && (isEntity || !/^wp/.test(String(value))),
		),
		...fields,
	].sort((a, b) => a.name.localeCompare(b.name));
}
