import type { INodeProperties } from 'n8n-workflow';

/** A field of the module or list, in a row of conditions, of an order or of keys. */
export const fieldPicker: INodeProperties = {
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getFieldNames',
		loadOptionsDependsOn: ['businessModule.value', 'list.value'],
	},
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};
