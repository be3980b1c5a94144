import { call } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const createSite = operation({
	action: 'Create site of entity',
	description: 'Create the SharePoint site of an entity if it has none',
	parameters: oneEntity,
	orderKeys: entityOrderKeys,
	request: ({ businessModule, entity }) =>
		call('POST /api/SiteManagement/CreateSiteIfNotExists', {
			body: { ListID: businessModule, ListItemID: entity },
		}),
	output: valueAs('SiteCreated'),
});
