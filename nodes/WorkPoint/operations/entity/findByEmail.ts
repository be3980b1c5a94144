import { objectsIn } from '../../../api/json';
import { call } from '../../../api/call';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { emailAddresses, simplifiedPlace } from '../../../concepts/email';
import { outputForm } from '../../../parameters/outputForm';
import { wholeNumber } from '../../../parameters/number';
import { optional } from '../../../parameters/parameter';
import { operation } from '../operation';
import { passThrough } from '../answers';

const weightText = 'A higher number puts them before the others';

export const findByEmail = operation({
	name: 'Find by Email Address',
	action: 'Find entities by email address',
	description:
		'Get the entities that WorkPoint suggests for the addresses of a mail, the best one first: those where mails of these addresses were filed, and those that hold one of them',
	parameters: {
		fromAddresses: emailAddresses({
			displayName: 'From',
			description: 'The email address of the sender, or several with commas between them',
			required: true,
		}),
		limit: wholeNumber({
			description: 'Max number of results to return',
			default: 50,
			min: 1,
		}),
		...outputForm,
	},
	additionalFields: {
		businessModule: optional(
			businessModuleParameter({
				description: 'Only entities of this business module',
				isInCollection: true,
			}),
		),
		ccAddresses: emailAddresses({
			displayName: 'Cc',
			description: 'The email addresses of those who got a copy, with commas between them',
		}),
		emailBasedWeight: wholeNumber({
			displayName: 'Weight of Filed Mails',
			description: `How much it counts that mails of the addresses were filed on an entity. ${weightText}.`,
			default: 1,
			min: 1,
		}),
		fieldMappingBasedWeight: wholeNumber({
			displayName: 'Weight of Fields',
			description: `How much it counts that a field of an entity holds one of the addresses. ${weightText}.`,
			default: 1,
			min: 1,
		}),
		toAddresses: emailAddresses({
			displayName: 'To',
			description: 'The email addresses of the recipients, with commas between them',
		}),
	},
	request: ({ emailBasedWeight = 1, fieldMappingBasedWeight = 1, ...values }) =>
		call('POST /api/Suggestion/GetEntitySuggestions', {
			isRead: true,
			body: {
				// What zeros would mean is not known.
				MaxResultCount: values.limit,
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
		passThrough(simplify ? objectsIn(answer).map(simplifiedPlace) : answer).slice(0, limit),
});
