import { call, type Schemas } from '../../../api/call';
import { options } from '../../../parameters/options';
import { oneEntity } from '../../../concepts/entity';
import { transactionId, transactionOrderKey } from '../../../concepts/signature';
import { wholeNumber } from '../../../parameters/number';
import { optionalText } from '../../../parameters/text';
import { operation } from '../operation';
import { done } from '../answers';

export const createLogEntry = operation({
	action: 'Create signature log entry',
	description: 'Start the log of a signature transaction on an entity',
	parameters: {
		transactionId,
		signingProvider: options<Schemas['SigningProvider']>({
			description: 'The service that collects the signatures',
			labels: {
				AdobeSign: 'Adobe Sign',
				DocuSign: 'DocuSign',
				Other: 'Other',
				Penneo: 'Penneo',
				Visma: 'Visma',
			},
			default: 'Penneo',
		}),
		...oneEntity,
		totalSigningCount: wholeNumber({
			description: 'The number of documents in the transaction to sign',
			default: 1,
		}),
		totalAppendixCount: wholeNumber({
			description: 'The number of appendices in the transaction',
		}),
	},
	additionalFields: {
		logTitle: optionalText({
			placeholder: 'e.g. Offer to Jensen A/S',
			description: 'The title of the log entry',
		}),
		logDescription: optionalText({
			placeholder: 'e.g. To be signed by both directors',
			description: 'A text that describes the log entry',
		}),
	},
	orderKeys: transactionOrderKey,
	request: (values) =>
		call('POST /api/Document/DigitalSignatureCreateLogEntryForTransaction', {
			body: {
				TransactionID: values.transactionId,
				SigningProvider: values.signingProvider,
				LogTitle: values.logTitle,
				LogDescription: values.logDescription,
				BusinessModuleID: values.businessModule,
				EntityID: values.entity,
				TotalSigningCount: values.totalSigningCount,
				TotalAppendixCount: values.totalAppendixCount,
			},
		}),
	...done,
});
