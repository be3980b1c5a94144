import { randomBytes, randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';

export const tenantId = '8f3b6c1e-2d7a-4c55-9b0e-6a1f0d3c2b11';
export const clientId = '3d2f9a44-7c1b-4e0e-a6d5-0b9c8e7f6a52';
export const clientSecret = 'sandbox~secret~0123456789';
export const resource = 'https://workpoint365.dk/WorkPoint365.WebAPI';

/** Entra's own code beside the OAuth one, which is all that n8n shows when a credential is tested. */
const oauthErrors: Record<number, string> = {
	65001: 'invalid_grant',
	70003: 'unsupported_grant_type',
	70008: 'invalid_grant',
	70011: 'invalid_scope',
	90033: 'temporarily_unavailable',
	500011: 'invalid_resource',
	700016: 'unauthorized_client',
	700082: 'invalid_grant',
	7000215: 'invalid_client',
};

interface Grant {
	principal: string;
	expires: number;
}

export type SignInFault = 'down' | 'noConsent' | 'unknownApplication';

/** Microsoft Entra ID as far as a client of the Web API sees it. */
export class SignIn {
	issued = 0;

	fault: SignInFault | undefined;

	private readonly tokens = new Map<string, Grant>();

	private readonly codes = new Set<string>();

	private readonly refreshTokens = new Set<string>();

	constructor(private readonly lifetime: number) {}

	expireTokens(): void {
		this.tokens.clear();
	}

	/** Who a bearer token was issued to; undefined when it is unknown or has expired. */
	principalOf(authorization: string | undefined): string | undefined {
		const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
		const grant = token === undefined ? undefined : this.tokens.get(token);
		return grant !== undefined && grant.expires > Date.now() ? grant.principal : undefined;
	}

	get router(): Router {
		const router = express.Router();
		router.use(express.urlencoded({ extended: false }));
		router.get('/:tenant/oauth2/v2.0/authorize', (request, response) =>
			this.authorize(request, response),
		);
		router.post('/:tenant/oauth2/v2.0/token', (request, response) => this.token(request, response));
		return router;
	}

	/** Signs the seeded person in without asking. */
	private authorize({ query }: Request, response: Response): void {
		const code = randomUUID();
		this.codes.add(code);
		const target = new URL(String(query.redirect_uri));
		target.searchParams.set('code', code);
		target.searchParams.set('state', String(query.state ?? ''));
		response.redirect(target.href);
	}

	private token(request: Request, response: Response): void {
		const refused = this.refusal(request);
		if (refused !== undefined) {
			const [status, code, text] = refused;
			response.status(status).json({
				error: oauthErrors[code] ?? 'invalid_request',
				error_description: `AADSTS${code}: ${text} Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${new Date().toISOString()}`,
				error_codes: [code],
			});
			return;
		}
		const isUser = request.body.grant_type !== 'client_credentials';
		response.json(this.issue(isUser ? 'anna@contoso.com' : clientId, isUser));
	}

	private issue(principal: string, withRefresh: boolean): Record<string, unknown> {
		this.issued++;
		const access = randomBytes(24).toString('base64url');
		this.tokens.set(access, { principal, expires: Date.now() + this.lifetime * 1_000 });
		const refresh = randomUUID();
		if (withRefresh) this.refreshTokens.add(refresh);
		return {
			token_type: 'Bearer',
			expires_in: this.lifetime,
			access_token: access,
			...(withRefresh ? { refresh_token: refresh } : {}),
		};
	}

	private refusal({
		params,
		body,
		headers,
	}: Request): [status: number, code: number, text: string] | undefined {
		const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
		const [basicId, basicSecret] = Buffer.from(basic ?? '', 'base64')
			.toString()
			.split(':')
			.map(decodeURIComponent);
		const id = body.client_id ?? basicId;
		const secret = body.client_secret ?? basicSecret;
		const scopes = String(body.scope ?? '').split(' ');
		if (this.fault === 'down')
			return [503, 90033, 'A transient error has occurred. Please try again.'];
		if (this.fault === 'noConsent')
			return [400, 65001, 'The user or administrator has not consented to use the application.'];
		if (params.tenant === 'common' && body.grant_type === 'client_credentials')
			return [400, 50194, 'The endpoint is not usable for the /common tenant.'];
		if (params.tenant !== tenantId && params.tenant !== 'common')
			return [400, 90002, `Tenant '${String(params.tenant)}' not found.`];
		if (id !== clientId || this.fault === 'unknownApplication')
			return [400, 700016, 'Application was not found in the directory.'];
		if (secret !== clientSecret) return [401, 7000215, 'Invalid client secret provided.'];
		switch (body.grant_type) {
			case 'client_credentials':
				if (scopes.length > 1) return [400, 70011, 'The provided value for scope is not valid.'];
				return scopes[0] === `${resource}/.default`
					? undefined
					: [400, 500011, 'The resource principal was not found in the tenant.'];
			case 'authorization_code':
				return this.codes.delete(body.code)
					? undefined
					: [400, 70008, 'The provided authorization code has expired.'];
			case 'refresh_token':
				return this.refreshTokens.has(body.refresh_token)
					? undefined
					: [400, 700082, 'The refresh token has expired.'];
			default:
				return [400, 70003, 'The grant type is not supported.'];
		}
	}
}
