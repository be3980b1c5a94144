import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';

import { certificate } from './testCertificate';
import { assertionRefusal, assertionType, type Refusal } from './clientAssertion';

export const tenantId = '8f3b6c1e-2d7a-4c55-9b0e-6a1f0d3c2b11';
export const clientId = '3d2f9a44-7c1b-4e0e-a6d5-0b9c8e7f6a52';
export const clientSecret = 'sandbox~secret~0123456789';
export const resource = 'https://workpoint365.dk/WorkPoint365.WebAPI';

/** Entra's error codes by OAuth error, which is all that n8n's credential test shows. */
const oauthErrors: Record<string, number[]> = {
	invalid_client: [700021, 700023, 700024, 700027, 7000215, 7000218],
	invalid_grant: [65001, 70008, 700082],
	invalid_resource: [500011],
	invalid_scope: [70011],
	temporarily_unavailable: [90033],
	unauthorized_client: [700016],
	unsupported_grant_type: [70003],
};

interface Grant {
	principal: string;
	expires: number;
	/** True if the application has the permission for the Web API. */
	isPermitted: boolean;
}

interface Code {
	redirectUri: string;
	staysSignedIn: boolean;
}

/** A sign-in fault. With `noPermission`, tokens are issued but the Web API rejects them. */
export type SignInFault =
	'down' | 'noConsent' | 'noPermission' | 'unknownApplication' | 'wrongSecret';

const user = 'anna@contoso.com';

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function page(text: string, link = ''): string {
	return `<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body><p>${escaped(text)}</p>${link}</body></html>`;
}

const foreignResource: Refusal = [
	400,
	500011,
	'The resource principal was not found in the tenant.',
];

/** Microsoft Entra ID, as seen by a client of the Web API. */
export class SignIn {
	issued = 0;

	fault: SignInFault | undefined;

	/** Minimum duration of a token request, in ms. */
	latency = 0;

	/** The app registration's certificate, as PEM. */
	certificate = certificate;

	private readonly tokens = new Map<string, Grant>();

	private readonly codes = new Map<string, Code>();

	private readonly refreshTokens = new Set<string>();

	constructor(private readonly lifetime: number) {}

	expireTokens(): void {
		this.tokens.clear();
	}

	/**
	 * Middleware that only accepts calls with a valid token. A token without the application's permission also gets 401,
	 * like the framework's own check (B).
	 */
	readonly requireToken: RequestHandler = ({ headers }, response, next) => {
		const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
		const grant = this.tokens.get(token ?? '');
		if (!grant?.isPermitted || grant.expires <= Date.now()) {
			response.status(401).json({ Message: 'Authorization has been denied for this request.' });
			return;
		}
		response.locals.principal = grant.principal;
		next();
	};

	get router(): Router {
		const router = express.Router();
		router.use(express.urlencoded({ extended: false }));
		router.get('/:tenant/oauth2/v2.0/authorize', (request, response) =>
			this.authorize(request, response),
		);
		router.post('/:tenant/oauth2/v2.0/token', async (request, response) => {
			await delay(this.latency);
			this.token(request, response);
		});
		return router;
	}

	/** Signs the seeded user in: immediately, or on a click if the client requests a prompt. */
	private authorize({ query, params, originalUrl }: Request, response: Response): void {
		const refused =
			this.clientRefusal(String(params.tenant), query.client_id) ?? this.authorizeRefusal(query);
		if (refused !== undefined) {
			const [status, code, text] = refused;
			response.status(status).send(page(`AADSTS${code}: ${text}`));
			return;
		}
		if (query.prompt !== undefined && query.prompt !== 'none') {
			const { pathname, searchParams } = new URL(originalUrl, 'http://127.0.0.1');
			searchParams.delete('prompt');
			const link = `<a href="${escaped(`${pathname}?${searchParams}`)}">${user}</a>`;
			response.send(page('Pick an account', link));
			return;
		}
		const code = randomUUID();
		const redirectUri = String(query.redirect_uri);
		this.codes.set(code, {
			redirectUri,
			staysSignedIn: String(query.scope).split(' ').includes('offline_access'),
		});
		const target = new URL(redirectUri);
		target.searchParams.set('code', code);
		if (query.state !== undefined) target.searchParams.set('state', String(query.state));
		response.redirect(target.href);
	}

	/** Validates the tenant and the application of a request. */
	private clientRefusal(tenant: string, id: unknown): Refusal | undefined {
		if (this.fault === 'down')
			return [503, 90033, 'A transient error has occurred. Please try again.'];
		if (tenant !== tenantId && tenant !== 'common')
			return [400, 90002, `Tenant '${tenant}' not found.`];
		if (id !== clientId || this.fault === 'unknownApplication')
			return [400, 700016, 'Application was not found in the directory.'];
		return undefined;
	}

	private authorizeRefusal(query: Request['query']): Refusal | undefined {
		if (query.response_type !== 'code')
			return [400, 700054, 'The response_type is not enabled for the application.'];
		if (!URL.canParse(String(query.redirect_uri)))
			return [400, 50011, 'The redirect URI does not match one of the application.'];
		const scopes = String(query.scope).split(' ');
		return scopes.some((one) => one.startsWith(`${resource}/`)) ? undefined : foreignResource;
	}

	private token({ params, body = {}, headers, protocol, path }: Request, response: Response): void {
		const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
		const [id, secret] = Buffer.from(basic ?? '', 'base64')
			.toString()
			.split(':')
			.map(decodeURIComponent);
		const request = { client_id: id, client_secret: secret, ...body };
		const refused =
			this.clientRefusal(String(params.tenant), request.client_id) ??
			this.proofRefusal(request, `${protocol}://${headers.host}${path}`) ??
			this.grantRefusal(request, String(params.tenant));
		if (refused !== undefined) {
			sendRefusal(response, refused);
			return;
		}
		if (request.grant_type === 'client_credentials') {
			response.json(this.issue(clientId, false));
			return;
		}
		const code = this.codes.get(request.code);
		this.codes.delete(request.code);
		response.json(this.issue(user, code?.staysSignedIn ?? true));
	}

	private issue(principal: string, withRefresh: boolean): Record<string, unknown> {
		this.issued++;
		const access = randomBytes(24).toString('base64url');
		this.tokens.set(access, {
			principal,
			expires: Date.now() + this.lifetime * 1_000,
			isPermitted: this.fault !== 'noPermission',
		});
		const refresh = randomUUID();
		if (withRefresh) this.refreshTokens.add(refresh);
		return {
			token_type: 'Bearer',
			expires_in: this.lifetime,
			access_token: access,
			...(withRefresh ? { refresh_token: refresh } : {}),
		};
	}

	/** Validates the application's proof of identity: its secret, or an assertion signed with its certificate's key. */
	private proofRefusal(body: Record<string, string>, audience: string): Refusal | undefined {
		if (body.client_assertion && body.client_assertion_type === assertionType)
			return assertionRefusal(body, audience, this.certificate);
		if (!body.client_secret)
			return [401, 7000218, "The request body must contain 'client_assertion' or 'client_secret'."];
		if (body.client_secret !== clientSecret || this.fault === 'wrongSecret')
			return [401, 7000215, 'Invalid client secret provided.'];
		return undefined;
	}

	private grantRefusal(body: Record<string, string>, tenant: string): Refusal | undefined {
		if (this.fault === 'noConsent')
			return [400, 65001, 'The user or administrator has not consented to use the application.'];
		const { scope = '' } = body;
		switch (body.grant_type) {
			case 'client_credentials':
				if (tenant === 'common')
					return [400, 50194, 'The endpoint is not usable for the /common tenant.'];
				if (scope.includes(' ')) return [400, 70011, 'The provided value for scope is not valid.'];
				return scope === `${resource}/.default` ? undefined : foreignResource;
			case 'authorization_code': {
				const code = this.codes.get(body.code ?? '');
				if (code === undefined) return [400, 70008, 'The provided authorization code has expired.'];
				return code.redirectUri === body.redirect_uri
					? undefined
					: [400, 50011, 'The redirect URI does not match that of the authorization request.'];
			}
			case 'refresh_token':
				return this.refreshTokens.has(body.refresh_token ?? '')
					? undefined
					: [400, 700082, 'The refresh token has expired.'];
			default:
				return [400, 70003, 'The grant type is not supported.'];
		}
	}
}

function sendRefusal(response: Response, [status, code, text]: Refusal): void {
	const [trace, correlation, timestamp] = [randomUUID(), randomUUID(), new Date().toISOString()];
	const [error = 'invalid_request'] =
		Object.entries(oauthErrors).find(([, codes]) => codes.includes(code)) ?? [];
	response.status(status).json({
		error,
		error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
		error_codes: [code],
		timestamp,
		trace_id: trace,
		correlation_id: correlation,
	});
}
