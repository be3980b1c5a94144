import { call } from '../../../api/call';
import { businessModule } from '../../../concepts/businessModule';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const getMergeFields = operation({
	action: 'Get merge fields of business module',
	description: 'Get the names of the fields that a Word template of a business module can contain',
	parameters: { businessModule },
	request: ({ businessModule: businessModuleId }) =>
		call('GET /api/MailMerge/GetMailMergeFields/{businessModuleId}', {
			path: { businessModuleId },
		}),
	output: (names) => [names].flat().flatMap(valueAs('Name')),
});
