import { createHmac, timingSafeEqual } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { operations } from '../../contract/workpoint365';
import { isObject, member, parsedJson } from '../api/json';
import type { Schemas } from '../api/call';
import { guid } from '../parameters/guid';
import type { Registration, StoredWebhook } from './storedState';

/** The header with the signature of a delivery. */
export const signatureHeader: keyof operations['receiveNotification']['parameters']['header'] =
	'ms-signature';

type Envelope = Schemas['Notification'];
type Event = Schemas['NotificationEvent'];
type Properties = Schemas['WebHookProperties'];

/** The largest accepted body in bytes: the sender's own queue holds at most 64 kB. */
const largestBody = 1024 * 1024;

/** A call as it arrived. */
interface Delivery {
	/** The raw bytes, which are signed. */
	body: Buffer | undefined;
	/** The header {@link signatureHeader}. */
	signature: unknown;
	/** `secret` of the query. */
	token: unknown;
}

/** A call that starts nothing and is answered with this status. */
interface Refused {
	status: 400 | 401 | 404 | 413;
	reason: string;
}

export interface Accepted {
	registration: Registration;
	/** The webhook of the call. */
	webhook: StoredWebhook;
	/** The same for all attempts of a delivery. */
	id: string;
	/** One per notification, in order. */
	items: IDataObject[];
}

function equal(a: Buffer, b: Buffer): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether `header` is `sha256=` and the hex HMAC-SHA256 of the body's bytes under the secret (grade B, the vendor's
 * webhook framework). Two values, as Node.js joins repeated headers, never match.
 */
function isSignatureValid(header: unknown, body: Buffer, secret: string): boolean {
	const hex =
		typeof header === 'string'
			? /^sha256\s*=\s*([0-9a-f]{64})$/i.exec(header.trim())?.[1]
			: undefined;
	if (hex === undefined) return false;
	return equal(Buffer.from(hex, 'hex'), createHmac('sha256', secret).update(body).digest());
}

function without<T>(object: IDataObject, ...names: Array<keyof T & string>): IDataObject {
	const dropped = new Set<string>(names.map((name) => name.toLowerCase()));
	return Object.fromEntries(
		Object.entries(object).filter(([name]) => !dropped.has(name.toLowerCase())),
	);
}

/** A call with a signature is accepted by it if the key is known; one with a wrong signature never is. */
function isRightlySigned({ secret }: StoredWebhook, signature: unknown, body: Buffer): boolean {
	return secret !== undefined && isSignatureValid(signature, body, secret);
}

/**
 * If the signature cannot be checked, the call is accepted by the token in the callback URL: whether WorkPoint
 * signs its calls is unknown before the first signed one (grade C), and without a secret from WorkPoint, signatures cannot
 * be checked.
 */
function hasToken(webhook: StoredWebhook, { signature, token }: Delivery): boolean {
	const canCheck = webhook.secret !== undefined && signature !== undefined;
	if (canCheck || webhook.isSigned === true) return false;
	return isToken(token, webhook);
}

function isToken(token: unknown, webhook: StoredWebhook): boolean {
	return typeof token === 'string' && equal(Buffer.from(token), Buffer.from(webhook.token));
}

/** The reason why no webhook of the node accepts a call; it helps during setup and reveals nothing to others. */
function reasonAgainst(
	{ webhooks }: Registration,
	{ signature, token }: Delivery,
	requiresSignature: boolean,
): string {
	const called = webhooks.find((one) => isToken(token, one));
	if (signature !== undefined && (called ?? webhooks[0])?.secret !== undefined)
		return 'The signature of the call is wrong';
	if (called === undefined) return 'The URL of the call is not the registered one';
	return requiresSignature
		? "The call is not signed, and 'Require Signature' is on"
		: 'The call is not signed, and WorkPoint has signed calls to this webhook before';
}

/** Whether the module and trigger of the body are the registered ones; without them, the call needs a signature. */
function isRegistered(
	properties: IDataObject,
	{ businessModule }: Registration,
	{ trigger }: StoredWebhook,
	isSigned: boolean,
): boolean {
	const fits = (name: keyof Properties, registered: string) => {
		const value = member<Properties>(properties, name);
		return value === undefined || value === null ? isSigned : guid(value) === registered;
	};
	return fits('BusinessModuleId', businessModule) && fits('WorkPointTrigger', trigger);
}

function entityId(value: unknown): IDataObject[string] {
	return typeof value === 'string' && /^\d+$/.test(value)
		? Number(value)
		: (value as IDataObject[string]);
}

function itemsOf(
	envelope: IDataObject,
	properties: IDataObject,
	registration: Registration,
	webhook: StoredWebhook,
): IDataObject[] {
	const notifications = member<Schemas['Notification']>(envelope, 'Notifications');
	const known = {
		WorkPointUrl: (member<Properties>(properties, 'WorkPointUrl') ??
			registration.siteUrl) as string,
		BusinessModuleId: registration.businessModule,
		WorkPointTrigger: webhook.trigger,
	} satisfies Properties;
	const names = Object.keys(known) as Array<keyof typeof known>;
	const Properties = { ...without<Properties>(properties, ...names), ...known };
	return (Array.isArray(notifications) ? notifications : [])
		.filter(isObject)
		.map((notification) => ({
			...without<Event>(notification, 'Action', 'EntityId'),
			Id: member<Envelope>(envelope, 'Id') as string,
			Attempt: member<Envelope>(envelope, 'Attempt') as number,
			Action: (member<Event>(notification, 'Action') ?? null) as string,
			EntityId: entityId(member<Event>(notification, 'EntityId') ?? null),
			Properties,
		}));
}

/**
 * Checks a delivery and reads its notifications.
 *
 * @param requiresSignature whether only signed calls are accepted, from the first one on
 */
export function receive(
	registration: Registration | undefined,
	delivery: Delivery,
	requiresSignature = false,
): Accepted | Refused {
	const { body, signature } = delivery;
	if (body === undefined) return { status: 400, reason: 'The body cannot be read' };
	if (body.length > largestBody) return { status: 413, reason: 'The body is too large' };
	if (registration === undefined) return { status: 404, reason: 'The webhook is not registered' };
	const signed = registration.webhooks.find((one) => isRightlySigned(one, signature, body));
	const webhook =
		signed ??
		(requiresSignature ? undefined : registration.webhooks.find((one) => hasToken(one, delivery)));
	if (webhook === undefined) {
		return { status: 401, reason: reasonAgainst(registration, delivery, requiresSignature) };
	}
	// SharePoint's and .NET's senders may put a byte order mark before the text. It is signed, but not JSON.
	const envelope = parsedJson(body.toString('utf8').replace(/^\ufeff/, ''));
	// Names in a body keep the spelling of the registration.
	const id = isObject(envelope) ? member<Envelope>(envelope, 'Id') : undefined;
	if (!isObject(envelope) || typeof id !== 'string') {
		return { status: 400, reason: 'The body is not a notification' };
	}
	const given = member<Envelope>(envelope, 'Properties');
	const properties = isObject(given) ? given : {};
	if (!isRegistered(properties, registration, webhook, signed !== undefined)) {
		return { status: 401, reason: 'The notification belongs to another registration' };
	}
	return {
		registration: signed === undefined ? registration : withSigned(registration),
		webhook,
		id,
		items: itemsOf(envelope, properties, registration, webhook),
	};
}

/** The registration with the note that WorkPoint signs its calls, for all of its webhooks. */
function withSigned(registration: Registration): Registration {
	if (registration.webhooks.every(({ isSigned }) => isSigned === true)) return registration;
	const webhooks = registration.webhooks.map((webhook) => ({ ...webhook, isSigned: true }));
	return { ...registration, webhooks };
}

/** The token that answers an echo request; undefined if the query does not ask for one, or asks for anything else. */
export function echoToken(query: IDataObject): string | undefined {
	const { echo } = query;
	return typeof echo === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(echo) ? echo : undefined;
}
