import { normalizedAddress } from '../../../api/urls';
import { call, type Schemas } from '../../../api/call';
import { options } from '../../../parameters/options';
import { businessModule } from '../../../concepts/businessModule';
import { refined } from '../../../parameters/parameter';
import { text } from '../../../parameters/text';
import { operation } from '../operation';
import { valueAs } from '../answers';

const serverRelativeUrl = refined(
	text({
		displayName: 'Server-Relative URL',
		description: 'The URL of the site collection without the host',
		placeholder: 'e.g. /sites/projects-01',
	}),
	(value, reader) =>
		/^\/[^/\s][^\s?#]*$/.test(value.trim())
			? value.trim()
			: reader.refuse(
					'is not a server-relative URL',
					'Enter the part after the host, such as /sites/projects-01.',
				),
);

export const register = operation({
	action: 'Register site collection',
	description: 'Register a SharePoint site collection with WorkPoint',
	parameters: {
		serverRelativeUrl,
		businessModule,
		siteCollectionType: options<Schemas['SiteCollectionType']>({
			description: 'The use of the site collection by WorkPoint',
			labels: {
				Bucket: { description: 'Contains the sites of many entities' },
				Entity: { description: 'The site of one entity' },
			},
			default: 'Bucket',
		}),
	},
	orderKeys: ({ serverRelativeUrl: url }) => [`site ${normalizedAddress(url)}`],
	request: (values) =>
		call('POST /api/SiteManagement/RegisterSiteCollection', {
			body: {
				ServerRelativeUrl: values.serverRelativeUrl,
				SiteCollectionType: values.siteCollectionType,
				AssignedToBusinessModuleId: values.businessModule,
			},
		}),
	output: valueAs('Registered'),
});
