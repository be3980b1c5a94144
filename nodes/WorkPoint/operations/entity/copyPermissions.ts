import { call, type Schemas } from '../../../api/call';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { options } from '../../../parameters/options';
import { operation } from '../operation';
import { valueAs } from '../answers';

export const copyPermissions = operation({
	action: 'Copy permissions of entity',
	description: 'Copy the permissions of an entity to its site or its child entities',
	parameters: {
		...oneEntity,
		copyTo: options<Schemas['SecurityReplicationMode']>({
			description: 'The target of the permissions',
			labels: { ChildEntities: 'Child Entities', Entity: 'Site of the Entity' },
			default: 'Entity',
		}),
	},
	orderKeys: entityOrderKeys,
	request: ({ businessModule: businessModuleId, entity: entityId, copyTo: mode }) =>
		call(
			'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/EntitySecurityReplication/{mode}',
			{ path: { businessModuleId, entityId, mode } },
		),
	output: valueAs('PermissionsCopied'),
});
