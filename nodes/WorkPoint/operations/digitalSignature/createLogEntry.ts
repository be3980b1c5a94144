import { choice, optionalText, wholeNumber } from '../../parameters/basic';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { transactionId } from '../../parameters/signature';
import { operation } from '../operation';
import { done } from '../output';

export const createLogEntry = operation({
	value: 'createLogEntry',
	name: 'Create Log Entry',
	action: 'Create signature log entry',
	description: 'Start the log of a signature transaction on an entity',
	parameters: {
		transactionId,
		signingProvider: choice({
			displayName: 'Signing Provider',
			description: 'The service that collects the signatures',
			options: [
				{ name: 'Adobe Sign', value: 'AdobeSign' },
				{ name: 'DocuSign', value: 'DocuSign' },
				{ name: 'Other', value: 'Other' },
				{ name: 'Penneo', value: 'Penneo' },
				{ name: 'Visma', value: 'Visma' },
			],
			default: 'Penneo',
		}),
		businessModule,
		entity,
		totalSigningCount: wholeNumber({
			displayName: 'Total Signing Count',
			description: 'How many documents of the transaction are to be signed',
			default: 1,
		}),
		totalAppendixCount: wholeNumber({
			displayName: 'Total Appendix Count',
			description: 'How many documents of the transaction are appendices',
		}),
	},
	additionalFields: {
		logTitle: optionalText({
			displayName: 'Log Title',
			description: 'The title of the log entry',
		}),
		logDescription: optionalText({
			displayName: 'Log Description',
			description: 'A text that describes the log entry',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: '/api/Document/DigitalSignatureCreateLogEntryForTransaction',
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
	output: done,
});
