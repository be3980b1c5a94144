import fc from 'fast-check';
import { createHmac } from 'node:crypto';

import { receive, type Accepted } from '../../nodes/WorkPointTrigger/delivery';
import { anyText, tries } from '../support/fuzz';

const businessModule = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const trigger = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f7';
const secret = 'a secret of more than 32 characters';
const token = 'an unguessable token';
const registration = {
	siteUrl: 'https://contoso.sharepoint.com/sites/WorkPoint',
	businessModule,
	webhooks: [{ id: '1', trigger, secret, token }],
} as unknown as NonNullable<Parameters<typeof receive>[0]>;

const signatureOf = (body: Buffer, key = secret) =>
	`sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

const anyBody = fc.oneof(
	fc.uint8Array().map((bytes) => Buffer.from(bytes)),
	fc.json().map((text) => Buffer.from(text)),
	anyText.map((text) => Buffer.from(text)),
);

const notification = fc.record({
	Action: anyText,
	EntityId: fc.oneof(fc.nat(), fc.nat().map(String)),
	More: fc.jsonValue(),
});

const envelope = fc.record({
	Id: fc.uuid(),
	Attempt: fc.integer({ min: 1, max: 3 }),
	Properties: fc.record({
		BusinessModuleId: fc.constantFrom(businessModule, businessModule.toUpperCase()),
		WorkPointTrigger: fc.constant(trigger),
		More: anyText,
	}),
	Notifications: fc.array(notification, { maxLength: 5 }),
});

const isAccepted = (result: ReturnType<typeof receive>): result is Accepted => 'items' in result;

test('a signed delivery arrives unchanged: one item for each notification', () => {
	fc.assert(
		fc.property(envelope, (sent) => {
			const body = Buffer.from(JSON.stringify(sent));
			const result = receive(registration, {
				body,
				signature: signatureOf(body),
				token: undefined,
			});
			expect(isAccepted(result)).toBe(true);
			if (!isAccepted(result)) return;
			const read = JSON.parse(body.toString()) as typeof sent;
			expect(result.id).toBe(read.Id);
			expect(result.items).toHaveLength(read.Notifications.length);
			for (const [i, { Action, EntityId, More }] of read.Notifications.entries())
				expect(result.items[i]).toMatchObject({
					Id: read.Id,
					Attempt: read.Attempt,
					Action,
					EntityId: Number(EntityId),
					More,
					Properties: { More: read.Properties.More },
				});
		}),
		tries(),
	);
});

test('a delivery that is changed on the way, or signed by somebody else, starts nothing', () => {
	fc.assert(
		fc.property(envelope, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, place, change) => {
			const body = Buffer.from(JSON.stringify(sent));
			const signature = signatureOf(body);
			body[place % body.length] = (body[place % body.length] ?? 0) ^ change;
			for (const wrong of [signature, signatureOf(body, `${secret}x`), signature.slice(0, -1)])
				expect(receive(registration, { body, signature: wrong, token })).toMatchObject({
					status: 401,
				});
		}),
		tries(),
	);
});

test('a notification with any content is either accepted or refused with a reason', () => {
	const any = fc.oneof(
		fc.jsonValue(),
		fc.constantFrom({ toString: 0 }, [{ toString: {} }], { ToString: null }),
	);
	const odd = fc.record(
		{
			Id: fc.oneof(fc.uuid(), any),
			Attempt: any,
			Properties: fc.oneof(
				fc.record({ BusinessModuleId: any, WorkPointTrigger: any, WorkPointUrl: any }),
				any,
			),
			Notifications: fc.oneof(
				fc.array(fc.oneof(fc.record({ Action: any, EntityId: any }), any)),
				any,
			),
		},
		{ requiredKeys: ['Id'] },
	);
	fc.assert(
		fc.property(odd, (sent) => {
			const body = Buffer.from(JSON.stringify(sent));
			const result = receive(registration, {
				body,
				signature: signatureOf(body),
				token: undefined,
			});
			if (isAccepted(result)) expect(result.items.every(({ Id }) => Id === result.id)).toBe(true);
			else expect([400, 401]).toContain(result.status);
		}),
		tries(),
	);
});

test('anything else is refused with a reason', () => {
	fc.assert(
		fc.property(anyBody, anyText, fc.oneof(anyText, fc.array(anyText)), (body, signature, key) => {
			const result = receive(registration, { body, signature, token: key });
			expect(result).toEqual({ status: 401, reason: expect.any(String) });
			const signed = receive(registration, { body, signature: signatureOf(body), token: key });
			if (isAccepted(signed)) expect(typeof signed.id).toBe('string');
			else expect([400, 401]).toContain(signed.status);
		}),
		tries(),
	);
});
