import { serviceErrors } from '../serviceErrors';
import { jobQueue } from '../../../concepts/job';
import { call } from '../../../api/call';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { entityOrderKeys, oneEntity } from '../../../concepts/entity';
import { targetContentType } from '../../../concepts/stage';
import { boolean } from '../../../parameters/boolean';
import { operation } from '../operation';

export const move = operation({
	action: 'Move entity to another business module',
	description: 'Move an entity to another business module, or only check whether it can be moved',
	parameters: {
		...oneEntity,
		targetBusinessModule: businessModuleParameter({
			displayName: 'Target Business Module',
			description: 'The business module that the entity moves to',
		}),
		targetContentType,
		validateOnly: boolean({
			description: 'Whether to only check if the entity can be moved, without moving it',
		}),
		includeProgressLog: boolean({
			description: 'Whether to include the progress log in the result',
		}),
		runAsJob: boolean({
			displayName: 'Run as Job',
			description:
				'Whether WorkPoint moves the entity in the background. The result then only confirms that the job was queued.',
		}),
	},
	additionalFields: { jobQueue },
	orderKeys: (values) => (values.validateOnly ? [] : entityOrderKeys(values)),
	request: (values) =>
		call('POST /api/Entity/Move', {
			isRead: values.validateOnly,
			headers: { WorkPointJobQueue: values.jobQueue },
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
	serviceErrors,
});
