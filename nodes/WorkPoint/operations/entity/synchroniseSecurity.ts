import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { choices, jobQueue, queueHeader } from '../../parameters/job';
import { operation } from '../operation';
import { jobId } from '../output';

export const synchroniseSecurity = operation({
	value: 'synchroniseSecurity',
	name: 'Synchronise Security',
	action: 'Synchronise security of entity',
	description:
		'Queue the synchronisation of the permissions of an entity with the security rules. It runs in the background.',
	parameters: { businessModule, entity },
	additionalFields: {
		jobQueue,
		ruleScopes: choices({
			displayName: 'Rule Scopes',
			description: 'Which rules are applied. WorkPoint decides when it is left out.',
			options: [
				{ name: 'E-Mail Manager Journal', value: 'EmailManagerJournal' },
				{ name: 'Entity', value: 'Entity' },
				{ name: 'Group', value: 'Group' },
				{ name: 'List', value: 'List' },
				{ name: 'List Item', value: 'ListItem' },
				{ name: 'Office 365 Group', value: 'Office365Group' },
				{ name: 'Sharing', value: 'Sharing' },
				{ name: 'Site', value: 'Site' },
				{ name: 'Wizard', value: 'Wizard' },
			],
		}),
		siteCollectionScopes: choices({
			displayName: 'Site Collection Scopes',
			description: 'What is set on the site collection. WorkPoint decides when it is left out.',
			options: [
				{ name: 'Administrators', value: 'SiteCollectionAdministrators' },
				{ name: 'Permission Levels', value: 'PermissionLevels' },
			],
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: path`/api/BusinessModules/${values.businessModule}/Entities/${values.entity}/QueueSecuritySynchronizationJob`,
		headers: queueHeader(values.jobQueue),
		body: {
			RuleScopes: values.ruleScopes,
			SiteCollectionSecurityScopes: values.siteCollectionScopes,
		},
	}),
	output: jobId,
});
