import { objectsIn } from '../../../api/json';
import { call } from '../../../api/call';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { emailAddresses, onePerEntity, simplifiedSuggestion } from '../../../concepts/email';
import { outputForm } from '../../../parameters/outputForm';
import { wholeNumber } from '../../../parameters/number';
import { optional } from '../../../parameters/parameter';
import { operation } from '../operation';
import { passThrough } from '../answers';

const weightText = 'A higher number ranks them before the others';

export const findByEmail = operation({
	name: 'Find by Email Address',
	action: 'Find entities by email address',
	description:
		'Get the entities that WorkPoint suggests for the addresses of an email, best match first: entities with filed emails of these addresses, and entities with one of them in a field. The output keeps the files of the email.',
	keepsInputFiles: true,
	parameters: {
		fromAddresses: emailAddresses({
			displayName: 'From',
			description: 'The email address of the sender, or several separated by commas',
			required: true,
		}),
		businessModule: optional(
			businessModuleParameter({
				description: 'Only entities of this business module. Leave empty for all',
			}),
		),
		limit: wholeNumber({
			description: 'Max number of results to return',
			default: 1,
			min: 1,
		}),
		...outputForm,
	},
	additionalFields: {
		ccAddresses: emailAddresses({
			displayName: 'Cc',
			description: 'The email addresses of the Cc recipients, separated by commas',
		}),
		emailBasedWeight: wholeNumber({
			displayName: 'Weight of Filed Emails',
			description: `The weight of entities with filed emails of the addresses. ${weightText}.`,
			default: 1,
			min: 1,
		}),
		fieldMappingBasedWeight: wholeNumber({
			displayName: 'Weight of Fields',
			description: `The weight of entities with one of the addresses in a field. ${weightText}.`,
			default: 1,
			min: 1,
		}),
		toAddresses: emailAddresses({
			displayName: 'To',
			description: 'The email addresses of the recipients, separated by commas',
		}),
	},
	request: ({ emailBasedWeight = 1, fieldMappingBasedWeight = 1, ...values }) =>
		call('POST /api/Suggestion/GetEntitySuggestions', {
			isRead: true,
			body: {
				// An entity may be suggested once for each kind.
				MaxResultCount: 2 * values.limit,
				// The meaning of zeros is not known.
				EmailBasedWeight: emailBasedWeight,
				FieldMappingBasedWeight: fieldMappingBasedWeight,
				BusinessModuleIDs:
					values.businessModule === undefined ? undefined : [values.businessModule],
				FromEmailAddresses: values.fromAddresses,
				ToEmailAddresses: values.toAddresses,
				CcEmailAddresses: values.ccAddresses,
			},
		}),
	output: (answer, { limit, simplify }) =>
		passThrough(
			simplify ? onePerEntity(objectsIn(answer)).map(simplifiedSuggestion) : answer,
		).slice(0, limit),
});
