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
import { guid } from '../parameters/guid';
import { options as choice } from '../parameters/options';
import {
	collectionOf,
	optional,
	propertiesOf,
	type Parameter,
	type PlainParameter,
} from '../parameters/parameter';
import { lookUp, readCollection, readParameters } from '../parameters/reader';
import { optionalText } from '../parameters/text';
import { otherSiteUrl } from '../parameters/url';
import type { RegistrationRoute } from './storedState';

/** One trigger. Where several are chosen, n8n hides and drops it. */
const trigger: Parameter<string> = {
	...anyTrigger,
	field: {
		...anyTrigger.field,
		displayName: 'Trigger On',
		displayOptions: {
			hide: { businessModule: [''], triggers: [{ _cnd: { exists: true } }] },
		},
	},
};

/** Several triggers of the module at once. */
const triggers: PlainParameter<string[]> = {
	field: {
		displayName: 'Trigger Names or IDs',
		description:
			'Several triggers at once, instead of the one above. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		type: 'multiOptions',
		default: [],
		typeOptions: {
			loadOptionsMethod: 'getTriggers',
			loadOptionsDependsOn: ['businessModule.value'],
		},
		displayOptions: { hide: { businessModule: [''] } },
	},
	read(reader, name) {
		const value = reader.value(name) ?? [];
		const ids = (Array.isArray(value) ? value : [value]).map(guid);
		const known = ids.filter((id) => id !== undefined);
		return known.length === ids.length
			? [...new Set(known)]
			: reader.refuse('holds a value that is not a GUID', 'Choose from the list, or enter IDs.');
	},
};

const additionalFields = {
	description: optionalText({
		placeholder: 'e.g. Cases to the archive',
		description:
			'What WorkPoint lists the webhook as. The name of the workflow when it is left out.',
	}),
};

const options = {
	includeEntity: boolean({
		description:
			'Whether to read the entity and add it as "Entity". When it cannot be read, the event goes on without it.',
	}),
	requireSignature: boolean({
		description:
			'Whether to refuse calls without a signature from the start. Otherwise they count until WorkPoint has signed one.',
	}),
	route: choice<RegistrationRoute>({
		description: 'Where the webhook is registered',
		labels: {
			webhookProxy: { description: 'The route of the current Power Platform connector' },
			registrations: {
				description: 'The older route, for solutions that do not know the other one',
			},
		},
		default: 'webhookProxy',
	}),
	simplify,
	siteUrl: optional(otherSiteUrl),
};

/** The node's properties. */
export const properties: INodeProperties[] = [
	...propertiesOf({ authentication }),
	{
		displayName: 'In WorkPoint, the trigger must run the action "Notify WorkPoint365 Web Hooks".',
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	...propertiesOf({ businessModule, trigger, triggers }),
	collectionOf('additionalFields', additionalFields),
	collectionOf('options', options),
];

/** What is to be registered, and where. */
export interface Wanted {
	route: RegistrationRoute;
	siteUrl: string;
	businessModule: string;
	triggers: string[];
	description: string;
	requiresSignature: boolean;
}

type Context = IHookFunctions | IWebhookFunctions;

/** The options; what was left out is undefined. */
export async function readOptions(context: Context) {
	return await readCollection({ context }, 'options', options);
}

/**
 * Reads and checks the parameters. A module and a trigger that are given by name are looked up.
 *
 * @throws {NodeOperationError} for a value that cannot be used
 */
export async function readWanted(
	context: IHookFunctions,
	client: WorkPointClient,
): Promise<Wanted> {
	const chosen = await readOptions(context);
	const siteUrl = chosen.siteUrl ?? client.connection.siteUrl;
	const read = await readParameters({ context }, { businessModule, triggers });
	const one =
		read.triggers.length > 0
			? { trigger: undefined }
			: await readParameters({ context }, { trigger });
	const found = await lookUp({ ...read, ...one }, client.sender({ site: siteUrl }), siteUrl);
	const { description } = await readCollection({ context }, 'additionalFields', additionalFields);
	const { name, id } = context.getWorkflow();
	return {
		businessModule: found.businessModule,
		triggers: found.trigger === undefined ? found.triggers : [found.trigger],
		route: chosen.route ?? 'webhookProxy',
		siteUrl,
		description: description ?? `n8n workflow ${name ?? id ?? ''}`.trim(),
		requiresSignature: chosen.requireSignature ?? false,
	};
}

/** Whether events are to have their entities. */
export async function includesEntity(context: IExecuteFunctions): Promise<boolean> {
	const { includeEntity } = options;
	const given = await readCollection({ context, itemIndex: 0 }, 'options', { includeEntity });
	return given.includeEntity === true;
}

/** How the entities of events are to be read. */
export async function readEntityOptions(context: IExecuteFunctions) {
	const { siteUrl } = options;
	return await readCollection({ context, itemIndex: 0 }, 'options', { simplify, siteUrl });
}

/** The triggers of the chosen module, for the list of several. */
export async function getTriggers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchTriggers.call(this)).results;
}
