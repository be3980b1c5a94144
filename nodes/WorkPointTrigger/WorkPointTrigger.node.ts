import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { searchTriggers, trigger } from '../concepts/action';
import { businessModule, searchBusinessModules } from '../concepts/businessModule';
import { authentication } from '../parameters/authentication';
import { propertyOf } from '../parameters/parameter';
import { isNew } from './duplicates';
import { withEntity } from './entity';
import { echoToken, receive } from './notification';
import { exists, register, remove, type TriggerState } from './registration';

const lifecycle = { checkExists: exists, create: register, delete: remove };

export class WorkPointTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WorkPoint 365 Trigger',
		name: 'workPointTrigger',
		icon: { light: 'file:../../icons/workpoint.svg', dark: 'file:../../icons/workpoint.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["trigger"].cachedResultName || "WorkPoint event" }}',
		description: 'Starts the workflow when a WorkPoint 365 trigger fires on an entity',
		eventTriggerDescription: 'Make the WorkPoint trigger fire, for example by changing an entity',
		activationMessage:
			'WorkPoint has registered the webhook. Its first event shows whether WorkPoint can reach n8n.',
		defaults: { name: 'WorkPoint 365 Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'workPointOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'workPointCertificateApi',
				required: true,
				displayOptions: { show: { authentication: ['certificate'] } },
			},
		],
		triggerPanel: {
			header: 'Wait for a WorkPoint event',
			executionsHelp: {
				inactive:
					'<b>Test</b>: click the button, then make the WorkPoint trigger fire. n8n registers a webhook for this one event and removes it afterwards.<br /><br /><b>Publish</b> the workflow to receive every event.',
				active:
					'The workflow receives every event. Executions are listed in the executions list.<br /><br />Click the button to wait for one event here in the editor as well.',
			},
			activationHint: 'Publish the workflow to receive events without this page being open',
		},
		// n8n opens them and runs their lifecycle in this order: the echo must be answered while the other registers.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [
			authentication,
			{
				displayName:
					'In WorkPoint, the trigger must run the action type "Notify WorkPoint365 Web Hooks". WorkPoint must reach n8n from the internet over https. Calls are checked by their signature; where WorkPoint confirms no secret for it, by a secret token in the address of the webhook and by the module and trigger.',
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
			propertyOf('businessModule', businessModule),
			propertyOf('trigger', trigger),
			{
				displayName: 'Additional Fields',
				name: 'additionalFields',
				type: 'collection',
				placeholder: 'Add Field',
				default: {},
				options: [
					{
						displayName: 'Description',
						name: 'description',
						type: 'string',
						default: '',
						description:
							'What WorkPoint lists the webhook as. The name of the workflow when it is left out.',
					},
				],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Include Entity',
						name: 'includeEntity',
						type: 'boolean',
						default: false,
						description:
							'Whether to read the entity and add it as "Entity". When it cannot be read in time, the event goes out without it.',
					},
					{
						displayName: 'Route',
						name: 'route',
						type: 'options',
						options: [
							{
								name: 'Webhook Proxy',
								value: 'webhookProxy',
								description: 'The route of the current Power Platform connector',
							},
							{
								name: 'Registrations',
								value: 'registrations',
								description: 'The older route, for solutions that do not know the other one',
							},
						],
						default: 'webhookProxy',
						description: 'Where the webhook is registered',
					},
					{
						displayName: 'WorkPoint Site URL',
						name: 'siteUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
						description: "Another WorkPoint site than the credential's",
					},
				],
			},
		],
	};

	methods = { listSearch: { searchBusinessModules, searchTriggers } };

	webhookMethods = { default: lifecycle };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === 'setup' ? answerEcho(this) : await acceptDelivery(this);
	}
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context
		.getResponseObject()
		.status(status)
		.set({ 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' })
		.end(text);
	return { noWebhookResponse: true };
}

/** The framework's proof that the callback is reachable; the vendor has it switched off, but may bring it back. */
function answerEcho(context: IWebhookFunctions): IWebhookResponseData {
	const token = echoToken(context.getQueryData() as IDataObject);
	return token === undefined ? answer(context, 400, '') : answer(context, 200, token);
}

async function acceptDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = context.getWorkflowStaticData('node') as TriggerState;
	const received = receive(state.registration, {
		body: context.getRequestObject().rawBody,
		signature: context.getHeaderData()['ms-signature'],
		secret: (context.getQueryData() as IDataObject).secret,
	});
	if ('status' in received) {
		context.logger.warn(`WorkPoint 365 Trigger refused a call: ${received.reason}`);
		return answer(context, received.status, received.reason);
	}
	// Read before the Id is noted: when it fails, WorkPoint sends again and the event is not taken for a repeat.
	const { includeEntity } = context.getNodeParameter('options', {}) as { includeEntity?: boolean };
	const isRepeated = !isNew(state, received.registration.id, received.id);
	// An answer without items starts nothing and tells the sender that it need not come back.
	if (isRepeated || received.items.length === 0) return {};
	const items = includeEntity
		? await withEntity(context, received.registration, received.items)
		: received.items;
	return { workflowData: [items.map((json) => ({ json }))] };
}
