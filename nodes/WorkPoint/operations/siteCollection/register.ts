import { choice, text } from '../../parameters/basic';
import { businessModule } from '../../parameters/businessModule';
import type { Parameter } from '../../parameters/parameter';
import { operation } from '../operation';
import { named } from '../output';

const anyPath = text({
	displayName: 'Server-Relative URL',
	description: 'The address of the site collection without the host',
	placeholder: 'e.g. /sites/projects-01',
});

const serverRelativeUrl: Parameter<string> = {
	...anyPath,
	identifies: true,
	async read(reader, name) {
		const url = (await anyPath.read(reader, name)).trim();
		return /^\/[^/\s][^\s?#]*$/.test(url)
			? url
			: reader.refuse(
					'is not a server-relative URL',
					'Enter the part behind the host, such as /sites/projects-01.',
				);
	},
};

export const register = operation({
	value: 'register',
	name: 'Register',
	action: 'Register site collection',
	description: 'Make a SharePoint site collection known to WorkPoint',
	parameters: {
		serverRelativeUrl,
		businessModule,
		siteCollectionType: choice({
			displayName: 'Site Collection Type',
			description: 'What WorkPoint uses the site collection for',
			options: [
				{ name: 'Bucket', value: 'Bucket', description: 'It holds the sites of many entities' },
				{ name: 'Entity', value: 'Entity', description: 'It is the site of one entity' },
			],
			default: 'Bucket',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: '/api/SiteManagement/RegisterSiteCollection',
		body: {
			ServerRelativeUrl: values.serverRelativeUrl,
			SiteCollectionType: values.siteCollectionType,
			AssignedToBusinessModuleId: values.businessModule,
		},
	}),
	output: named('Registered'),
});
