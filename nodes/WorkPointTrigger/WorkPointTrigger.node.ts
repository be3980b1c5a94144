import {
	NodeConnectionTypes,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { withAdviceInMessage } from '../api/nodeError';
import { searchTriggers } from '../concepts/actionsAndTriggers';
import { searchBusinessModules } from '../concepts/businessModule';
import { echoToken, receive, signatureHeader } from './delivery';
import { isNew } from './duplicates';
import { withEntity } from './includedEntity';
import { getTriggers, includesEntity, properties, readOptions } from './parameters';
import { recover } from './recovery';
import { exists, register, remove } from './registration';
import { currentRegistration, identityOf, keep, stateOf } from './storedState';

/** Adds the advice of an error to its message, as n8n shows only that when it publishes a workflow. */
function forPublishing(step: (this: IHookFunctions) => Promise<boolean>) {
	return async function (this: IHookFunctions): Promise<boolean> {
		try {
			return await step.call(this);
		} catch (failure) {
			throw withAdviceInMessage(this.getNode(), failure);
		}
	};
}

const lifecycle = {
	checkExists: forPublishing(exists),
	create: forPublishing(register),
	delete: forPublishing(remove),
};

export class WorkPointTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WorkPoint 365 Trigger',
		name: 'workPointTrigger',
		icon: { light: 'file:../../icons/workpoint.svg', dark: 'file:../../icons/workpoint.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["options"]["moreTriggers"]?.length ? $parameter["options"]["moreTriggers"].length + 1 + " triggers" : $parameter["trigger"]?.cachedResultName || "WorkPoint event" }}',
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
					'<b>Test</b>: click the button, then make the WorkPoint trigger fire. n8n registers a webhook for this one event and removes it afterwards.<br /><br /><b>Publish</b> the workflow to receive every event. WorkPoint must reach n8n over https. Calls without a signature count until WorkPoint has signed one.',
				active:
					'The workflow receives every event. Executions are listed in the executions list.<br /><br />Click the button to wait for one event here in the editor as well.',
			},
			activationHint: 'Publish the workflow to receive events without this page being open',
		},
		// n8n opens them and runs their lifecycle in this order: the echo must be answered while the other one registers.
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties,
	};

	methods = {
		listSearch: { searchBusinessModules, searchTriggers },
		loadOptions: { getTriggers },
	};

	webhookMethods = { default: lifecycle };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === 'setup' ? answerEcho(this) : await acceptDelivery(this);
	}

	/** The run itself reads the entities, so that the sender does not wait for them. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const events = this.getInputData();
		if (!(await includesEntity(this))) return [events];
		const read = async ({ json }: INodeExecutionData, item: number) => ({
			json: await withEntity(this, json),
			pairedItem: { item },
		});
		return [await Promise.all(events.map(read))];
	}
}

function send(context: IWebhookFunctions, status: number, text: string): void {
	const response = context.getResponseObject();
	if (response.headersSent) return;
	response
		.status(status)
		.set({ 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' })
		.end(text);
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	send(context, status, text);
	return { noWebhookResponse: true };
}

/** The framework's test that the callback is reachable; the vendor has switched it off, but may switch it on again. */
function answerEcho(context: IWebhookFunctions): IWebhookResponseData {
	const token = echoToken(context.getQueryData() as IDataObject);
	return token === undefined ? answer(context, 400, '') : answer(context, 200, token);
}

/** The time in ms that the answer waits for n8n to store the state and the run. */
const settling = 250;

/**
 * Starts the workflow with a delivery. n8n saves the state before the run only if the node answers by itself:
 * n8n 2.41 resets its mark "changed" as soon as it prepares the run. The answer follows a moment after both have begun,
 * so that WorkPoint sends again after a power cut in between.
 */
function start(context: IWebhookFunctions, items: IDataObject[]): IWebhookResponseData {
	void sleep(settling).then(() => send(context, 200, ''));
	return { noWebhookResponse: true, workflowData: [items.map((json) => ({ json }))] };
}

async function acceptDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = stateOf(context);
	const identity = identityOf(context);
	const registration = currentRegistration(state, identity) ?? (await recover(context, identity));
	const { requireSignature } = await readOptions(context);
	const received = receive(
		registration,
		{
			body: context.getRequestObject().rawBody,
			signature: context.getHeaderData()[signatureHeader],
			token: (context.getQueryData() as IDataObject).secret,
		},
		requireSignature,
	);
	if ('status' in received) {
		context.logger.warn(`WorkPoint 365 Trigger refused a call: ${received.reason}`);
		return answer(context, received.status, received.reason);
	}
	if (received.registration !== state.registration) keep(state, received.registration);
	const isRepeated = !isNew(state, received.registration, received.webhook.id, received.id);
	return isRepeated || received.items.length === 0
		? answer(context, 200, '')
		: start(context, received.items);
}
