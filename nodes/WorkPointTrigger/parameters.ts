import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyOptions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { WorkPointClient } from '../api/client';
import { searchTriggers, trigger as anyTrigger } from '../concepts/actionsAndTriggers';
import { businessModule } from '../concepts/businessModule';
import { simplify } from '../parameters/outputForm';
import { authentication } from '../parameters/authentication';
import { boolean } from '../parameters/boolean';
import { inOptions } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { options as choice } from '../parameters/options';
import {
	collectionOf,
	labelOf,
	optional,
	propertiesOf,
	type Parameter,
	type PlainParameter,
} from '../parameters/parameter';
import { lookUp, readCollection, readParameters } from '../parameters/reader';
import { optionalText } from '../parameters/text';
import { otherSiteUrl } from '../parameters/url';
import type { RegistrationRoute } from './storedState';

const trigger: Parameter<string> = {
	...anyTrigger,
	field: { ...anyTrigger.field, displayName: 'Trigger On' },
};

const includeEntity = boolean({
	description:
		'Whether to read the entity and add it as "Entity". If it cannot be read, the event has none.',
});

/** Triggers of the module besides the main one. */
const moreTriggers: PlainParameter<string[]> = {
	field: {
		description:
			'Further triggers of the business module that start the workflow, besides "Trigger On". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		type: 'multiOptions',
		default: [],
		typeOptions: {
			loadOptionsMethod: 'getTriggers',
			loadOptionsDependsOn: ['businessModule.value'],
		},
	},
	read(reader, name) {
		const ids = [reader.value(name)].flat().map(guid);
		const known = ids.filter((id) => id !== undefined);
		return known.length === ids.length
			? known
			: reader.refuse('holds a value that is not a GUID', 'Choose from the list, or enter IDs.');
	},
};

const options = {
	description: optionalText({
		displayName: 'Webhook Description',
		placeholder: 'e.g. Cases to the archive',
		description:
			'The name of the webhook in WorkPoint, as text. Defaults to the name of the workflow.',
	}),
	moreTriggers,
	requireSignature: boolean({
		description:
			'Whether to refuse unsigned calls from the start. Otherwise they are accepted until the first signed one.',
	}),
	route: choice<RegistrationRoute>({
		description: 'Where the webhook is registered',
		labels: {
			webhookProxy: { description: 'The route of the current Power Platform connector' },
			registrations: {
				description: 'The older route, for solutions without the other one',
			},
		},
		default: 'webhookProxy',
	}),
	simplify,
	siteUrl: optional(otherSiteUrl),
};

/** The labels of the parameters with triggers: the main one, and the others. */
export const triggerLabels = [labelOf('trigger', trigger), labelOf('moreTriggers', moreTriggers)];

/** The node's properties. */
export const properties: INodeProperties[] = [
	...propertiesOf({ authentication }),
	{
		displayName: 'In WorkPoint, the trigger must run the action "Notify WorkPoint365 Web Hooks".',
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	...propertiesOf({ businessModule, trigger, includeEntity }),
	collectionOf('options', options),
];

/** The webhooks to register, and where. */
export interface Wanted {
	route: RegistrationRoute;
	siteUrl: string;
	businessModule: string;
	/** The main trigger first. */
	triggers: [string, ...string[]];
	description: string;
	requiresSignature: boolean;
}

type Context = IHookFunctions | IWebhookFunctions;

/** The options; omitted ones are undefined. */
export async function readOptions(context: Context) {
	return await readCollection({ context }, 'options', options);
}

/**
 * Reads and checks the parameters. A module and a trigger entered by name are looked up.
 *
 * @throws {NodeOperationError} for a value that cannot be used
 */
export async function readWanted(
	context: IHookFunctions,
	client: WorkPointClient,
): Promise<Wanted> {
	const chosen = await readOptions(context);
	const siteUrl = chosen.siteUrl ?? client.connection.siteUrl;
	const read = await readParameters({ context }, { businessModule, trigger });
	const found = await lookUp(read, client.sender({ site: siteUrl }), siteUrl);
	const more = new Set(chosen.moreTriggers);
	more.delete(found.trigger);
	const { name, id } = context.getWorkflow();
	return {
		businessModule: found.businessModule,
		triggers: [found.trigger, ...more],
		route: chosen.route ?? 'webhookProxy',
		siteUrl,
		description: chosen.description ?? `n8n workflow ${name ?? id ?? ''}`.trim(),
		requiresSignature: chosen.requireSignature ?? false,
	};
}

/** Whether events include their entities. */
export async function includesEntity(context: IExecuteFunctions): Promise<boolean> {
	return (await readParameters({ context, itemIndex: 0 }, { includeEntity })).includeEntity;
}

/** The options of reading the entities of events. */
export async function readEntityOptions(context: IExecuteFunctions) {
	const { siteUrl } = options;
	return await readCollection({ context, itemIndex: 0 }, 'options', { simplify, siteUrl });
}

/** The triggers of the chosen module, for the list of several. */
export async function getTriggers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inOptions(this, async () => (await searchTriggers.call(this)).results);
}
