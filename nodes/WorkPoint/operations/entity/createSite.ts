import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { operation } from '../operation';
import { named } from '../output';

export const createSite = operation({
	value: 'createSite',
	name: 'Create Site',
	action: 'Create site of entity',
	description: 'Create the SharePoint site of an entity, unless it has one',
	parameters: { businessModule, entity },
	request: (values) => ({
		method: 'POST',
		path: '/api/SiteManagement/CreateSiteIfNotExists',
		body: { ListID: values.businessModule, ListItemID: values.entity },
	}),
	output: named('SiteCreated'),
});
