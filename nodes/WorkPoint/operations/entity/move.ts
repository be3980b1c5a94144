import { flag } from '../../parameters/basic';
import { businessModule, businessModuleParameter } from '../../parameters/businessModule';
import { entity } from '../../parameters/entity';
import { targetContentType } from '../../parameters/stage';
import { operation } from '../operation';
import { passThrough, serviceErrors } from '../output';

export const move = operation({
	value: 'move',
	name: 'Move',
	action: 'Move entity to another business module',
	description: 'Move an entity to another business module, or check whether that would work',
	parameters: {
		businessModule,
		entity,
		targetBusinessModule: businessModuleParameter({
			displayName: 'Target Business Module',
			description: 'The business module that the entity moves to',
		}),
		targetContentType,
		validateOnly: flag({
			displayName: 'Validate Only',
			description: 'Whether to only check if the entity can be moved, without moving it',
		}),
		includeProgressLog: flag({
			displayName: 'Include Progress Log',
			description: 'Whether the result contains the log of what was done',
		}),
		runAsJob: flag({
			displayName: 'Run as Job',
			description:
				'Whether WorkPoint moves the entity in the background. The result then says only that the job was queued.',
		}),
	},
	request: (values) => ({
		method: 'POST',
		path: '/api/Entity/Move',
		readOnly: values.validateOnly,
		body: {
			SourceEntityListID: values.businessModule,
			SourceEntityID: values.entity,
			TargetEntityListID: values.targetBusinessModule,
			TargetEntityContentTypeID: values.targetContentType,
			ValidateOnly: values.validateOnly,
			IncludeProgressLogInResult: values.includeProgressLog,
			RunAsJob: values.runAsJob,
		},
	}),
	output: passThrough,
	serviceErrors,
});
