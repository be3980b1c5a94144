import {
	deepCopy,
	type IDataObject,
	type IHookFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { isRecordOf, unchecked } from '../api/json';

/** Where webhooks are registered: on the connector's route of today, or on the one before it. */
export type RegistrationRoute = 'webhookProxy' | 'registrations';

/** A webhook at WorkPoint. It watches one WorkPoint trigger. */
export type StoredWebhook = {
	id: string;
	trigger: string;
	/** Proves, as part of the callback's address, that a call comes from who knows the registration. */
	token: string;
	/** The key of the signature; absent while the service has told none. */
	secret?: string;
	/** Whether a rightly signed call has come to one of the registration's; from then on unsigned ones do not count. */
	isSigned?: boolean;
};

/** The owner of a registration. An exported workflow takes its static data along, so a registration may belong to another instance. */
export type Identity = {
	/** Instances that share an encryption key share this ID. */
	instanceId: string;
	workflowId: string;
	/** n8n's address of the node's webhook, without a query. */
	webhookUrl: string;
};

/** What the node has registered: all of its webhooks, made together and removed together. */
export type Registration = Identity & {
	route: RegistrationRoute;
	/** The site that the webhooks were registered for. */
	siteUrl: string;
	businessModule: string;
	/** When, in ms since 1970. */
	registeredAt: number;
	webhooks: StoredWebhook[];
};

/** The Ids of deliveries that were taken, by webhook: a short form of each, and the minute since 1970. */
type Seen = Record<string, Record<string, number>>;

/** The version of what is stored. Without one, it is the first. */
const version = 1;

/** What n8n stores of the node with the workflow. */
export type TriggerState = {
	registration?: Registration;
	seen?: Seen;
	version?: number;
};

const areTexts = (...values: unknown[]) => values.every((value) => typeof value === 'string');

function isStoredWebhook(value: unknown): boolean {
	const { id, trigger, token, secret = '', isSigned = false } = unchecked<StoredWebhook>(value);
	return areTexts(id, trigger, token, secret) && typeof isSigned === 'boolean';
}

function isRegistration(value: unknown): value is Registration {
	const { route, registeredAt, webhooks, ...texts } = unchecked<Registration>(value);
	const { instanceId, workflowId, webhookUrl, siteUrl, businessModule } = texts;
	return (
		areTexts(instanceId, workflowId, webhookUrl, siteUrl, businessModule) &&
		(route === 'webhookProxy' || route === 'registrations') &&
		typeof registeredAt === 'number' &&
		Array.isArray(webhooks) &&
		webhooks.every(isStoredWebhook)
	);
}

function isSeen(value: unknown): value is Seen {
	return isRecordOf(value, (ids) => isRecordOf(ids, (minute) => typeof minute === 'number'));
}

/**
 * What n8n has stored. A form that this version does not know counts as none, and is dropped: a registration in it is found
 * again by its address, when it is called or published.
 */
export function stateOf(context: IHookFunctions | IWebhookFunctions): TriggerState {
	const state: IDataObject = context.getWorkflowStaticData('node');
	const { registration, seen, version: stored = 1 } = state;
	const isKnown =
		stored === version &&
		(registration === undefined || isRegistration(registration)) &&
		(seen === undefined || isSeen(seen));
	if (!isKnown) for (const name of Object.keys(state)) delete state[name];
	return state;
}

export function identityOf(context: IHookFunctions | IWebhookFunctions): Identity {
	return {
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id ?? '',
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
	};
}

function isOwn(registration: Registration, identity: Identity): boolean {
	const names = ['instanceId', 'workflowId', 'webhookUrl'] as const;
	return names.every((name) => registration[name] === identity[name]);
}

/** What the node itself has registered. Another's registration, which came with an imported workflow, is forgotten. */
export function ownRegistration(state: TriggerState, identity: Identity): Registration | undefined {
	const { registration } = state;
	if (registration === undefined || isOwn(registration, identity)) return registration;
	forget(state, identity);
	return undefined;
}

/**
 * What this process has registered last, by address. n8n saves the stored state of a whole workflow at once, as it was
 * when a call or a run began, so an old registration can come back over a new one. This finds the new one again; where
 * another process has registered (queue mode), nothing is here and the stored one counts.
 */
const registered = new Map<string, Registration>();

/** Notes for this process what is registered. */
export function remember(registration: Registration): void {
	registered.set(registration.webhookUrl, deepCopy(registration));
}

/** Stores what is registered. */
export function keep(state: TriggerState, registration: Registration): void {
	Object.assign(state, { registration, version });
	remember(registration);
}

export function forget(state: TriggerState, { webhookUrl }: Pick<Identity, 'webhookUrl'>): void {
	delete state.registration;
	delete state.seen;
	registered.delete(webhookUrl);
}

/** The registration that counts now: the stored one, unless this process has made a newer one. */
export function currentRegistration(
	{ registration: stored }: TriggerState,
	{ webhookUrl }: Pick<Identity, 'webhookUrl'>,
): Registration | undefined {
	const known = registered.get(webhookUrl);
	const isNewer =
		known !== undefined && (stored === undefined || known.registeredAt > stored.registeredAt);
	return isNewer ? deepCopy(known) : stored;
}
