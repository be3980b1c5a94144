import { objectsIn } from '../../../api/json';
import { call } from '../../../api/call';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { emailAddresses, onePerEntity, simplifiedSuggestion } from '../../../concepts/email';
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
		'Get the entities that WorkPoint suggests for the addresses of a mail, the best one first: those where mails of these addresses were filed, and those that hold one of them. The files of the mail go on to the next node.',
	keepsInputFiles: true,
	parameters: {
		fromAddresses: emailAddresses({
			displayName: 'From',
			description: 'The email address of the sender, or several with commas between them',
			required: true,
		}),
		businessModule: optional(
			businessModuleParameter({
				description: 'Only entities of this business module; of all when none is chosen',
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
				// An entity may be suggested once for each kind.
				MaxResultCount: 2 * values.limit,
				// What zeros would mean is not known.
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
