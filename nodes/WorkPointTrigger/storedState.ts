import {
	deepCopy,
	type IDataObject,
	type IHookFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { isRecordOf, unchecked } from '../api/json';

/** The route of the registrations: the connector's current one, or the one before it. */
export type RegistrationRoute = 'webhookProxy' | 'registrations';

/** A webhook at WorkPoint, for one WorkPoint trigger. */
export type StoredWebhook = {
	id: string;
	trigger: string;
	/** Proves, as part of the callback URL, that the caller knows the registration. */
	token: string;
	/** The key of the signature; absent if the service has returned none. */
	secret?: string;
	/** Whether a correctly signed call has come to one of the registration's webhooks; afterwards, unsigned calls are refused. */
	isSigned?: boolean;
};

/** The owner of a registration. An exported workflow includes its static data, so a registration may belong to another instance. */
export type Identity = {
	/** Instances that share an encryption key share this ID. */
	instanceId: string;
	workflowId: string;
	/** n8n's URL of the node's webhook, without a query. */
	webhookUrl: string;
};

/** The registration of the node: all of its webhooks, registered and removed together. */
export type Registration = Identity & {
	route: RegistrationRoute;
	/** The site of the webhooks. */
	siteUrl: string;
	businessModule: string;
	/** The time of the registration, in ms since 1970. */
	registeredAt: number;
	webhooks: StoredWebhook[];
};

/** The Ids of accepted deliveries, by webhook: a short form of each, and the minute since 1970. */
type Seen = Record<string, Record<string, number>>;

/** The version of the stored state. Without one, it is the first. */
const version = 1;

/** The state of the node that n8n stores with the workflow. */
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
 * The state that n8n has stored. A form unknown to this version counts as empty and is dropped: a registration in it is
 * found again by its URL, when it is called or published.
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

/** The node's own registration. A registration of another instance, from an imported workflow, is dropped. */
export function ownRegistration(state: TriggerState, identity: Identity): Registration | undefined {
	const { registration } = state;
	if (registration === undefined || isOwn(registration, identity)) return registration;
	forget(state, identity);
	return undefined;
}

/**
 * The last registration of this process, by URL. n8n saves the stored state of a whole workflow at once, as it was at the
 * beginning of a call or a run, so an old registration can overwrite a new one. This restores the new one; if another
 * process has registered (queue mode), nothing is here and the stored one is used.
 */
const registered = new Map<string, Registration>();

/** Notes the registration for this process. */
export function remember(registration: Registration): void {
	registered.set(registration.webhookUrl, deepCopy(registration));
}

/** Stores the registration. */
export function keep(state: TriggerState, registration: Registration): void {
	Object.assign(state, { registration, version });
	remember(registration);
}

export function forget(state: TriggerState, { webhookUrl }: Pick<Identity, 'webhookUrl'>): void {
	delete state.registration;
	delete state.seen;
	registered.delete(webhookUrl);
}

/** The valid registration: the stored one, unless this process has a newer one. */
export function currentRegistration(
	{ registration: stored }: TriggerState,
	{ webhookUrl }: Pick<Identity, 'webhookUrl'>,
): Registration | undefined {
	const known = registered.get(webhookUrl);
	const isNewer =
		known !== undefined && (stored === undefined || known.registeredAt > stored.registeredAt);
	return isNewer ? deepCopy(known) : stored;
}
