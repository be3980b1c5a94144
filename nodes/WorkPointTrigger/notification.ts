import { createHmac, timingSafeEqual } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { guid } from '../parameters/guid';
import type { StoredRegistration } from './registration';

/** Largest body that is read, in bytes: the sender's own queue holds 64 kB at most. */
export const largestBody = 1024 * 1024;

/** A call that is answered with this status and starts nothing. */
export interface Refused {
	status: 400 | 401 | 404 | 413;
	reason: string;
}

export interface Accepted {
	registration: StoredRegistration;
	/** The same for all tries of a delivery. */
	id: string;
	/** One per notification, in their order. */
	items: IDataObject[];
}

function equal(a: Buffer, b: Buffer): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether `header` is `sha256=` and the hex HMAC-SHA256 of the body's bytes under the secret (grade B, the vendor's
 * webhook framework). Two values, as Node.js joins repeated headers, never match.
 */
export function isSignatureValid(header: unknown, body: Buffer, secret: string): boolean {
	const hex =
		typeof header === 'string'
			? /^sha256\s*=\s*([0-9a-f]{64})$/i.exec(header.trim())?.[1]
			: undefined;
	if (hex === undefined) return false;
	return equal(Buffer.from(hex, 'hex'), createHmac('sha256', secret).update(body).digest());
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object by its name in any case: names in a body keep the spelling of who registered. */
export function member(object: IDataObject, name: string): unknown {
	const key = Object.keys(object).find(
		(candidate) => candidate.toLowerCase() === name.toLowerCase(),
	);
	return key === undefined ? undefined : object[key];
}

function without(object: IDataObject, ...names: string[]): IDataObject {
	const dropped = new Set(names.map((name) => name.toLowerCase()));
	return Object.fromEntries(
		Object.entries(object).filter(([name]) => !dropped.has(name.toLowerCase())),
	);
}

function parse(body: Buffer): IDataObject | undefined {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether the module and trigger of the body are the registered ones; absent ones count only under a signature. */
function isRegistered(properties: IDataObject, registration: StoredRegistration): boolean {
	const fits = (name: string, registered: string) => {
		const value = member(properties, name);
		return value === undefined || value === null
			? registration.secret !== undefined
			: guid(value) === registered;
	};
	return (
		fits('BusinessModuleId', registration.businessModule) &&
		fits('WorkPointTrigger', registration.trigger)
	);
}

function entityId(value: unknown): IDataObject[string] {
	return typeof value === 'string' && /^\d+$/.test(value)
		? Number(value)
		: (value as IDataObject[string]);
}

function toItem(
	envelope: IDataObject,
	properties: IDataObject,
	notification: IDataObject,
): IDataObject {
	return {
		...without(notification, 'Action', 'EntityId'),
		Id: member(envelope, 'Id') as string,
		Attempt: member(envelope, 'Attempt') as number,
		Action: (member(notification, 'Action') ?? null) as string,
		EntityId: entityId(member(notification, 'EntityId') ?? null),
		Properties: {
			...without(properties, 'WorkPointUrl', 'BusinessModuleId', 'WorkPointTrigger'),
			WorkPointUrl: (member(properties, 'WorkPointUrl') ?? null) as string,
			BusinessModuleId: (member(properties, 'BusinessModuleId') ?? null) as string,
			WorkPointTrigger: (member(properties, 'WorkPointTrigger') ?? null) as string,
		},
	};
}

/** Whether the call proves that it comes from WorkPoint: by signature, else by the secret of the callback's address. */
function isGenuine(
	registration: StoredRegistration,
	{ body, signature, secret }: { body: Buffer; signature: unknown; secret: unknown },
): boolean {
	return registration.secret === undefined
		? typeof secret === 'string' && equal(Buffer.from(secret), Buffer.from(registration.token))
		: isSignatureValid(signature, body, registration.secret);
}

/**
 * Checks a delivery and takes it apart.
 *
 * @param delivery the raw bytes of the body, the `ms-signature` header and the `secret` of the query
 */
export function receive(
	registration: StoredRegistration | undefined,
	delivery: { body: Buffer | undefined; signature: unknown; secret: unknown },
): Accepted | Refused {
	const { body } = delivery;
	if (body === undefined) return { status: 400, reason: 'The body cannot be read' };
	if (body.length > largestBody) return { status: 413, reason: 'The body is too large' };
	if (registration === undefined) return { status: 404, reason: 'The webhook is not registered' };
	if (!isGenuine(registration, { ...delivery, body })) {
		return { status: 401, reason: 'The call is not signed by WorkPoint' };
	}
	const envelope = parse(body);
	const id = envelope === undefined ? undefined : member(envelope, 'Id');
	if (envelope === undefined || typeof id !== 'string') {
		return { status: 400, reason: 'The body is not a notification' };
	}
	const given = member(envelope, 'Properties');
	const properties = isObject(given) ? given : {};
	if (!isRegistered(properties, registration)) {
		return { status: 401, reason: 'The notification belongs to another registration' };
	}
	const notifications = member(envelope, 'Notifications');
	return {
		registration,
		id,
		items: (Array.isArray(notifications) ? notifications : [])
			.filter(isObject)
			.map((notification) => toItem(envelope, properties, notification)),
	};
}

/** The token to answer an echo request with, or undefined when the query asks for none or for anything else. */
export function echoToken(query: IDataObject): string | undefined {
	const { echo } = query;
	return typeof echo === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(echo) ? echo : undefined;
}
