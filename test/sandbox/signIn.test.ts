import axios from 'axios';
import { createSign, generateKeyPairSync } from 'node:crypto';

import type { Sandbox } from '../../sandbox';
import { expiredCertificate, privateKey } from '../../sandbox/services/testCertificate';
import { assertionType } from '../../sandbox/services/clientAssertion';
import type { SignInFault } from '../../sandbox/services/signIn';
import { askForToken, signedIn } from '../support/sandboxClient';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started), { tokenLifetime: 60 });

describe('an application', () => {
	test('gets a token for the Web API', async () => {
		const { status, data } = await askForToken(sandbox);
		expect(status).toBe(200);
		expect(data).toEqual({
			token_type: 'Bearer',
			expires_in: 60,
			access_token: expect.any(String),
		});
	});

	test('can send its secret by Basic authentication', async () => {
		const { tenantId, clientId, clientSecret, resource } = sandbox.connection;
		const form = { grant_type: 'client_credentials', scope: `${resource}/.default` };
		const { status } = await axios.post(
			`${sandbox.origin}/${tenantId}/oauth2/v2.0/token`,
			new URLSearchParams(form),
			{ auth: { username: clientId, password: encodeURIComponent(clientSecret) } },
		);
		expect(status).toBe(200);
	});

	test.each<[what: string, change: Record<string, string>, status: number, code: number]>([
		['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
		['no secret', { client_secret: '' }, 401, 7000218],
		['an unknown application', { client_id: 'other' }, 400, 700016],
		['an unknown tenant', { tenantId: 'fabrikam.com' }, 400, 90002],
		['common instead of its tenant', { tenantId: 'common' }, 400, 50194],
		['another resource', { scope: 'https://graph.microsoft.com/.default' }, 400, 500011],
		['offline_access', { scope: 'https://x/.default offline_access' }, 400, 70011],
		['an unknown grant type', { grant_type: 'password' }, 400, 70003],
	])('is refused with %s', async (_what, change, status, code) => {
		const answer = await askForToken(sandbox, change);
		expect(answer.status).toBe(status);
		expect(answer.data).toEqual({
			error: expect.any(String),
			error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: .+ Trace ID: `)),
			error_codes: [code],
			timestamp: expect.any(String),
			trace_id: expect.any(String),
			correlation_id: expect.any(String),
		});
		expect(sandbox.signIn.issued).toBe(0);
	});

	test.each<[SignInFault, status: number, error: string]>([
		['down', 503, 'temporarily_unavailable'],
		['noConsent', 400, 'invalid_grant'],
		['unknownApplication', 400, 'unauthorized_client'],
		['wrongSecret', 401, 'invalid_client'],
	])('is refused while the fault %s is on', async (fault, status, error) => {
		sandbox.signIn.fault = fault;
		const answer = await askForToken(sandbox);
		expect(answer).toMatchObject({ status, data: { error } });
	});
});

describe('an application with a certificate', () => {
	const otherKey = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
	const base64Url = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
	const now = () => Math.floor(Date.now() / 1_000);

	/** `openssl x509 -outform der | openssl dgst -sha1 -binary`, and the same with sha256. */
	const thumbprint = 'CDyRx38HTLlKzEAZXNZqwQ2VxVs';
	const sha256 = 'qiB393L4gljktSvApJ5zZeIs0JgU7qTuCIYGGibZdJo';

	async function askWithAssertion({
		header = { alg: 'RS256', typ: 'JWT', x5t: thumbprint } as object,
		claims = {} as object,
		key = privateKey as Parameters<ReturnType<typeof createSign>['sign']>[0],
	}) {
		const { tenantId, clientId } = sandbox.connection;
		const unsigned = [
			header,
			{
				aud: `${sandbox.origin}/${tenantId}/oauth2/v2.0/token`,
				iss: clientId,
				sub: clientId,
				jti: 'a-new-one',
				nbf: now(),
				exp: now() + 600,
				...claims,
			},
		]
			.map(base64Url)
			.join('.');
		const signature = createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url');
		return await askForToken(sandbox, {
			client_secret: '',
			client_assertion_type: assertionType,
			client_assertion: `${unsigned}.${signature}`,
		});
	}

	test.each([
		['SHA-1', { x5t: thumbprint }],
		['SHA-256', { 'x5t#S256': sha256 }],
	])('gets a token for an assertion that identifies it by %s', async (_hash, x5t) => {
		const { status } = await askWithAssertion({ header: { alg: 'RS256', typ: 'JWT', ...x5t } });
		expect(status).toBe(200);
	});

	test.each<[what: string, change: () => Parameters<typeof askWithAssertion>[0], code: number]>([
		['no thumbprint', () => ({ header: { alg: 'RS256', typ: 'JWT' } }), 50027],
		['no ID of the assertion', () => ({ claims: { jti: undefined } }), 50027],
		[
			'a certificate that was not uploaded',
			() => ({ header: { alg: 'RS256', x5t: sha256 } }),
			700027,
		],
		['the signature of another key', () => ({ key: otherKey }), 700027],
		['another issuer', () => ({ claims: { iss: 'other' } }), 700021],
		['another subject', () => ({ claims: { sub: 'other' } }), 700021],
		['another audience', () => ({ claims: { aud: 'https://login.example.com' } }), 700023],
		['an assertion that has expired', () => ({ claims: { exp: now() - 301 } }), 700024],
		['an assertion of tomorrow', () => ({ claims: { nbf: now() + 86_400 } }), 700024],
	])('is refused with %s', async (_what, change, code) => {
		const { status, data } = await askWithAssertion(change());
		expect(status).toBeGreaterThanOrEqual(400);
		expect(data).toMatchObject({
			error_codes: [code],
			error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: .+ Trace ID: `)),
		});
		expect(sandbox.signIn.issued).toBe(0);
	});

	test('is refused when another certificate was uploaded, with the thumbprint of its own', async () => {
		sandbox.signIn.certificate = expiredCertificate;
		const { data } = await askWithAssertion({});
		expect(data.error_description).toContain(
			"[Reason - The key was not found., Thumbprint of key used by client: '083C91C77F074CB94ACC40195CD66AC10D95C55B'",
		);
	});

	test('is refused with an assertion of another type, or with an unreadable one', async () => {
		const ask = async (form: Record<string, string>) =>
			(await askForToken(sandbox, { client_secret: '', ...form })).data.error_codes;
		expect(await ask({ client_assertion: 'x', client_assertion_type: 'other' })).toEqual([7000218]);
		expect(await ask({ client_assertion: 'x', client_assertion_type: assertionType })).toEqual([
			50027,
		]);
	});
});

describe('the Web API', () => {
	const denied = {
		status: 401,
		data: { Message: 'Authorization has been denied for this request.' },
	};

	test('refuses calls without a token', async () => {
		const answer = await axios.get(`${sandbox.origin}/api/BusinessModules`, {
			validateStatus: () => true,
		});
		expect(answer).toMatchObject(denied);
	});

	test('refuses a token that has expired', async () => {
		const api = await signedIn(sandbox);
		expect((await api.get('/api/BusinessModules')).status).toBe(200);
		sandbox.signIn.expireTokens();
		expect(await api.get('/api/BusinessModules')).toMatchObject(denied);
	});

	test('refuses the token of an application without its permission', async () => {
		sandbox.signIn.fault = 'noPermission';
		const api = await signedIn(sandbox);
		expect(await api.get('/api/BusinessModules')).toMatchObject(denied);
	});
});

describe('a user', () => {
	const redirectUri = 'http://127.0.0.1:5678/callback';

	async function authorize(change: Record<string, string> = {}) {
		const { tenantId, clientId, resource } = sandbox.connection;
		return await axios.get(`${sandbox.origin}/${tenantId}/oauth2/v2.0/authorize`, {
			params: {
				client_id: clientId,
				response_type: 'code',
				redirect_uri: redirectUri,
				scope: `${resource}/.default offline_access`,
				state: 'a state',
				...change,
			},
			maxRedirects: 0,
			validateStatus: () => true,
		});
	}

	async function codeFor(change: Record<string, string> = {}): Promise<string> {
		const { headers } = await authorize(change);
		return new URL(String(headers.location)).searchParams.get('code') ?? '';
	}

	test('is redirected with a code, which is valid once for a token and a refresh token', async () => {
		const { status, headers } = await authorize();
		expect(status).toBe(302);
		const back = new URL(String(headers.location));
		expect(back.href).toContain(redirectUri);
		expect(back.searchParams.get('state')).toBe('a state');
		const form = {
			grant_type: 'authorization_code',
			code: back.searchParams.get('code') ?? '',
			redirect_uri: redirectUri,
		};
		const { data } = await askForToken(sandbox, form);
		expect(data.refresh_token).toEqual(expect.any(String));
		expect((await askForToken(sandbox, form)).data.error_codes).toEqual([70008]);
		const refreshed = await askForToken(sandbox, {
			grant_type: 'refresh_token',
			refresh_token: data.refresh_token,
		});
		expect(refreshed.status).toBe(200);
	});

	test('gets no refresh token without offline_access', async () => {
		const code = await codeFor({ scope: `${sandbox.connection.resource}/.default` });
		const { data } = await askForToken(sandbox, {
			grant_type: 'authorization_code',
			code,
			redirect_uri: redirectUri,
		});
		expect(data.access_token).toEqual(expect.any(String));
		expect(data).not.toHaveProperty('refresh_token');
	});

	test('cannot use a code for another redirect URL', async () => {
		const { data } = await askForToken(sandbox, {
			grant_type: 'authorization_code',
			code: await codeFor(),
			redirect_uri: 'http://127.0.0.1:1/other',
		});
		expect(data.error_codes).toEqual([50011]);
	});

	test('picks an account on a page when the client asks for it', async () => {
		const { status, data } = await authorize({ prompt: 'select_account' });
		expect(status).toBe(200);
		const link = /href="([^"]+)"/.exec(data)?.[1]?.replaceAll('&#38;', '&');
		const next = await axios.get(sandbox.origin + link, {
			maxRedirects: 0,
			validateStatus: () => true,
		});
		expect(next.status).toBe(302);
	});

	test.each<[what: string, change: Record<string, string>, code: number]>([
		['an unknown application', { client_id: 'other' }, 700016],
		['another response type', { response_type: 'token' }, 700054],
		['another resource', { scope: 'https://graph.microsoft.com/.default' }, 500011],
		['no redirect address', { redirect_uri: '' }, 50011],
	])('sees a page with the reason: %s', async (_what, change, code) => {
		const { status, data } = await authorize(change);
		expect(status).toBe(400);
		expect(data).toContain(`AADSTS${code}`);
	});
});
