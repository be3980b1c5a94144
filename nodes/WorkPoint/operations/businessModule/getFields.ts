import { businessModule } from '../../../concepts/businessModule';
import { moduleFields } from '../../../concepts/fields/ofModule';
import { operation } from '../operation';

export const getFields = operation({
	action: 'Get fields of business module',
	description: 'Get the fields of a business module: internal name, title, type and choices',
	parameters: { businessModule },
	// If the schema cannot be read, the definition of the list is used.
	execute: async ({ businessModule }, send) =>
		(await moduleFields(businessModule, send)).map((field) => ({
			json: {
				InternalName: field.name,
				Title: field.title,
				Type: field.type ?? null,
				Format: field.format ?? null,
				Required: field.isRequired,
				ReadOnly: field.isReadOnly,
				Choices: field.choices.length > 0 ? field.choices : null,
			},
		})),
});
