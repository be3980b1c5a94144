import { jobQueue } from '../../../concepts/job';
import { call, type Schemas } from '../../../api/call';
import { multiOptions } from '../../../parameters/options';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { operation } from '../operation';
import { jobId } from '../answers';

export const synchronizeSecurity = operation({
	action: 'Synchronize security of entity',
	description:
		'Queue the synchronization of the permissions of an entity with the security rules. It runs in the background.',
	parameters: oneEntity,
	additionalFields: {
		jobQueue,
		ruleScopes: multiOptions<Schemas['SecurityRuleScope']>({
			description: 'The rules to apply. WorkPoint decides if left empty.',
			labels: {
				EmailManagerJournal: 'Email Manager Journal',
				Entity: 'Entity',
				Group: 'Group',
				List: 'List',
				ListItem: 'List Item',
				Office365Group: 'Office 365 Group',
				Sharing: 'Sharing',
				Site: 'Site',
				Wizard: 'Wizard',
			},
		}),
		siteCollectionScopes: multiOptions<Schemas['SiteCollectionSecurityScope']>({
			description: 'The settings of the site collection. WorkPoint decides if left empty.',
			labels: {
				GroupMembers: 'Group Members',
				Groups: 'Groups',
				PermissionLevels: 'Permission Levels',
				Permissions: 'Permissions',
				SiteCollectionAdministrators: 'Administrators',
			},
		}),
	},
	orderKeys: entityOrderKeys,
	request: (values) =>
		call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueSecuritySynchronizationJob',
			{
				path: { businessModuleId: values.businessModule, entityId: values.entity },
				headers: { WorkPointJobQueue: values.jobQueue },
				body: {
					RuleScopes: values.ruleScopes,
					SiteCollectionSecurityScopes: values.siteCollectionScopes,
				},
			},
		),
	output: jobId,
});
