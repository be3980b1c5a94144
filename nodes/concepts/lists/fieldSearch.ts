import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { byName, distinctNames, inOptions, type Editor } from '../../parameters/editor';
import { chosenModuleFields } from '../businessModule';
import { chosenListColumns } from './list';

/** Fields that SharePoint and WorkPoint add to every list. */
const commonFields: INodePropertyOptions[] = [
	{ name: 'Created', value: 'Created' },
	{ name: 'ID', value: 'ID' },
	{ name: 'Modified', value: 'Modified' },
	{ name: 'Site', value: 'wpSite' },
	{ name: 'Stage', value: 'wpStage' },
];

/** Whether the node works on a list or library rather than a module. */
function isOfList(editor: Editor): boolean {
	return ['list', 'libraryName'].some((name) => editor.value(name) !== undefined);
}

/** The fields of the chosen business module or list by title, for conditions, sorting and keys. */
export async function getFieldNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inOptions(this, async (editor) => {
		const ofList = isOfList(editor);
		const chosen = await (ofList ? chosenListColumns(editor) : chosenModuleFields(editor));
		if (chosen === undefined) return [];
		const fields = chosen
			.filter(({ isHidden }) => !isHidden)
			.map(({ name, title }) => ({ name: title, value: name }));
		const known = new Set<unknown>(fields.map(({ value }) => value));
		const common = commonFields.filter(
			({ value }) => !known.has(value) && (!ofList || !/^wp/.test(String(value))),
		);
		return distinctNames([...common, ...fields]).sort(byName);
	});
}
