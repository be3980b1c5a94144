import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { operation } from '../operation';
import { named } from '../output';

export const getMergeFields = operation({
	value: 'getMergeFields',
	name: 'Get Merge Fields',
	action: 'Get merge fields of business module',
	description: 'Get the names of the fields that a Word template of a business module can hold',
	parameters: { businessModule },
	request: (values) => ({
		method: 'GET',
		path: path`/api/MailMerge/GetMailMergeFields/${values.businessModule}`,
	}),
	output: (response) => (response as string[]).flatMap(named('Name')),
});
