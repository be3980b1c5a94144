import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { boolean } from '../../../parameters/boolean';
import { anySiteUrl } from '../../../parameters/url';
import { operation } from '../operation';
import { done } from '../answers';

export const connectToSite = operation({
	name: 'Connect to Site',
	action: 'Connect entity to site',
	description: 'Connect an entity to an existing SharePoint site',
	parameters: {
		...oneEntity,
		entitySiteUrl: anySiteUrl({
			description: 'The URL of the site for the entity, with or without the host',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
	},
	additionalFields: {
		syncMasterSite: boolean({
			displayName: 'Synchronize From Master Site',
			default: true,
			description: 'Whether to set up the site like the master site of the module',
		}),
		updateRelations: boolean({
			default: true,
			description: 'Whether to update the relations of the entity',
		}),
	},
	orderKeys: entityOrderKeys,
	request: (values) =>
		call('POST /api/BusinessModules/{businessModuleId}/entities/{entityId}/ConnectToSite', {
			path: { businessModuleId: values.businessModule, entityId: values.entity },
			body: {
				SiteUrl: values.entitySiteUrl,
				SyncMasterSite: values.syncMasterSite,
				UpdateRelations: values.updateRelations,
			},
		}),
	...done,
});
