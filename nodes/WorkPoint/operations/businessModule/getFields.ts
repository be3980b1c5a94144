import { schemaIn, typeName } from '../../../concepts/fieldSchema';
import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';

export const getFields = operation({
	value: 'getFields',
	name: 'Get Fields',
	action: 'Get fields of business module',
	description: 'Get the fields of a business module: internal name, title, type and choices',
	parameters: { businessModule },
	request: ({ businessModule: businessModuleId }) =>
		call('GET /api/Entity/{businessModuleId}/GetEntityFieldSchema', { path: { businessModuleId } }),
	output: (response) => {
		const { properties = {}, required = [] } = schemaIn(response);
		return Object.entries(properties).map(([name, schema]) => ({
			json: {
				InternalName: name,
				Title: schema.title ?? schema['x-ms-summary'] ?? name,
				Type: typeName(schema) ?? null,
				Format: schema.format ?? null,
				Required: required.includes(name),
				ReadOnly: schema.readOnly === true,
				Choices: schema.enum ?? schema.items?.enum ?? null,
			},
		}));
	},
});
