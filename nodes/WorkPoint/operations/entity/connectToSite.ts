import { path } from '../../../shared/request';
import { absoluteUrl, flag } from '../../parameters/basic';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { operation } from '../operation';
import { done } from '../output';

export const connectToSite = operation({
	value: 'connectToSite',
	name: 'Connect to Site',
	action: 'Connect entity to site',
	description: 'Make a SharePoint site that exists the site of an entity',
	parameters: {
		businessModule,
		entity,
		entitySiteUrl: absoluteUrl({
			displayName: 'Entity Site URL',
			description: 'The absolute address of the site that becomes the site of the entity',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
	},
	additionalFields: {
		syncMasterSite: flag({
			displayName: 'Synchronise From Master Site',
			default: true,
			description: 'Whether to set up the site like the master site of the module',
		}),
		updateRelations: flag({
			displayName: 'Update Relations',
			default: true,
			description: 'Whether to update the relations of the entity',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: path`/api/BusinessModules/${values.businessModule}/entities/${values.entity}/ConnectToSite`,
		body: {
			SiteUrl: values.entitySiteUrl,
			SyncMasterSite: values.syncMasterSite,
			UpdateRelations: values.updateRelations,
		},
	}),
	output: done,
});
