import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { getEntityFields } from './fieldSchema';
import { listFieldNames } from './list';

/** Fields that every list has beside its own, with what WorkPoint adds. */
const commonFields: INodePropertyOptions[] = [
	{ name: 'Created', value: 'Created' },
	{ name: 'ID', value: 'ID' },
	{ name: 'Modified', value: 'Modified' },
	{ name: 'Site (wpSite)', value: 'wpSite' },
	{ name: 'Stage (wpStage)', value: 'wpStage' },
];

/** The fields of the chosen business module or list by title, for conditions, sorting and keys. */
export async function getFieldNames(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	if (this.getCurrentNodeParameter('resource') === 'listItem') return await listFieldNames(this);
	const { fields } = await getEntityFields.call(this);
	return [
		...commonFields,
		...fields.map(({ id, displayName }) => ({ name: `${displayName} (${id})`, value: id })),
	].sort((a, b) => a.name.localeCompare(b.name));
}
