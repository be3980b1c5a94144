/**
 * A WorkPoint 365 tenant on loopback to try and test against: the Web API, the sign-in service and webhooks.
 *
 * Every request under `/api` is held against the contract and refused when it does not fit; `violations` tells which.
 * What it holds is in `seed.ts`; `connection` fills in the credential. `/_sandbox/…` gives processes other than the
 * test's own the same switches.
 */
import express, { type NextFunction, type Request, type Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { documentHandlers, seedDocuments } from './documents';
import { entityHandlers, type Happened } from './entities';
import { ApiFailure, refusal } from './errors';
import { Faults, type Fault } from './faults';
import type { Handlers } from './handlers';
import { listHandlers } from './lists';
import { parameterHandlers } from './integrationParameters';
import { relationHandlers } from './relations';
import { ids, offerUrl, projectSiteUrl, siteUrl } from './seed';
import { clientId, clientSecret, resource, SignIn, tenantId } from './signIn';
import { Signatures } from './signatures';
import { siteHandlers } from './sites';
import { solutionHandlers } from './solution';
import { State, type SizeOptions } from './state';
import { Webhooks, type WebhookOptions } from './webhooks';

export interface SandboxOptions extends SizeOptions, Partial<WebhookOptions> {
	/** Any free port when left out. */
	port?: number;
	/** Calls that are accepted in a window; no limit when left out. */
	requestsPerWindow?: number;
	/** Length of the window in ms. */
	window?: number;
	/** Life of an access token in seconds. */
	tokenLifetime?: number;
	/** Time that each call takes at least, in ms. */
	latency?: number;
}

export interface RecordedRequest {
	/** Arrival in ms since the epoch. */
	time: number;
	method: string;
	path: string;
	query: Record<string, unknown>;
	headers: Record<string, unknown>;
	body: unknown;
	/** Undefined while it is under way, or when the connection broke. */
	status?: number;
}

export interface Violation {
	method: string;
	path: string;
	status: number;
	message: string;
}

interface ValidatorError {
	status?: number;
	message: string;
	errors?: Array<{ path: string; message: string }>;
}

/** Compiling the contract takes a while, so all sandboxes of a process share it. */
const contractCheck = OpenApiValidator.middleware({
	apiSpec: join(__dirname, '..', 'contract', 'workpoint365.openapi.yaml'),
	validateRequests: { allowUnknownQueryParameters: false },
	validateResponses: true,
	validateSecurity: false,
	ignorePaths: /^\/(?!api\/)/,
});

export class Sandbox {
	readonly seed = { ids, siteUrl, projectSiteUrl, offerUrl };

	readonly requests: RecordedRequest[] = [];

	readonly violations: Violation[] = [];

	readonly faults = new Faults();

	readonly signIn: SignIn;

	readonly webhooks: Webhooks;

	readonly state: State;

	readonly signatures: Signatures;

	private server: import('node:http').Server | undefined;

	private arrivals: number[] = [];

	private constructor(readonly options: SandboxOptions) {
		this.state = new State(options);
		this.signIn = new SignIn(options.tokenLifetime ?? 3_600);
		this.signatures = new Signatures(this.state);
		this.webhooks = new Webhooks({
			delays: options.delays ?? [60_000, 240_000],
			sender: options.sender ?? 'memory',
			proxyConfirmsSecret: options.proxyConfirmsSecret ?? true,
			checksEcho: options.checksEcho ?? false,
		});
	}

	static async start(options: SandboxOptions = {}): Promise<Sandbox> {
		const sandbox = new Sandbox(options);
		await seedDocuments(sandbox.state);
		await sandbox.listen();
		return sandbox;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
	}

	/** The values of a credential that reaches this sandbox. */
	get connection() {
		return {
			grantType: 'clientCredentials',
			siteUrl,
			tenantId,
			clientId,
			clientSecret,
			environment: 'custom',
			apiBaseUrl: this.origin,
			loginUrl: this.origin,
			resource,
			requestsPerMinute: 0,
		};
	}

	async stop(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}

	private async listen(): Promise<void> {
		const app = express();
		app.disable('x-powered-by');
		app.use('/_sandbox', this.control());
		app.use(
			'/api',
			this.record,
			this.faults.middleware,
			this.slowDown,
			this.limit,
			this.authorize,
			asXml,
		);
		app.use('/api', express.json({ limit: '300mb', strict: false }));
		app.use(contractCheck);
		this.route(app);
		app.use(this.signIn.router);
		app.use(this.report);
		await new Promise<void>((resolve) => {
			this.server = app.listen(this.options.port ?? 0, '127.0.0.1', () => resolve());
		});
	}

	private route(app: express.Express): void {
		const happened: Happened = (event, module, entity) =>
			this.webhooks.happened(event, module, entity);
		const handlers: Handlers = {
			...entityHandlers(this.state, happened),
			...listHandlers(this.state, happened),
			...parameterHandlers(this.state),
			...relationHandlers(this.state),
			...siteHandlers(this.state),
			...solutionHandlers(),
			...documentHandlers(this.state),
			...this.signatures.handlers,
			...this.webhooks.handlersFor('/api/webhookproxy'),
			...this.webhooks.handlersFor('/api/webhooks/registrations'),
		};
		for (const [key, handler] of Object.entries(handlers)) {
			const [method = '', path = ''] = key.split(' ');
			const route = path.replace(/\{(\w+)\}/g, ':$1');
			app[method.toLowerCase() as 'get' | 'post' | 'delete'](route, async (request, response) => {
				this.checkSite(request);
				const body = await handler(request, response);
				// Express would take a bare number for a status.
				if (body === undefined) response.end();
				else response.json(body);
			});
		}
	}

	private checkSite({ headers }: Request): void {
		const site = String(headers.workpoint365url).replace(/\/+$/, '');
		if (!this.state.sites.has(site))
			throw refusal(`WorkPoint 365 is not installed on the site ${site}.`);
	}

	private readonly record = (request: Request, response: Response, next: NextFunction): void => {
		const recorded: RecordedRequest = {
			time: Date.now(),
			method: request.method,
			path: request.baseUrl + request.path,
			query: request.query,
			headers: { ...request.headers, authorization: request.headers.authorization && 'Bearer ***' },
			body: undefined,
		};
		this.requests.push(recorded);
		response.on('finish', () => {
			recorded.status = response.statusCode;
			// Only now has the validator turned the texts into the contract's types.
			recorded.query = request.query;
			recorded.body = request.body;
		});
		next();
	};

	private readonly slowDown = async (
		_request: Request,
		_response: Response,
		next: NextFunction,
	): Promise<void> => {
		if (this.options.latency) await delay(this.options.latency);
		next();
	};

	private readonly limit = (_request: Request, response: Response, next: NextFunction): void => {
		const { requestsPerWindow, window = 60_000 } = this.options;
		if (requestsPerWindow === undefined) return next();
		const now = Date.now();
		this.arrivals = this.arrivals.filter((time) => time > now - window);
		if (this.arrivals.length >= requestsPerWindow) {
			const wait = ((this.arrivals[0] ?? now) + window - now) / 1_000;
			response
				.status(429)
				.set('Retry-After', String(Math.ceil(wait)))
				.json({ Message: 'Rate limit is exceeded. Try again later.' });
			return;
		}
		this.arrivals.push(now);
		next();
	};

	private readonly authorize = (request: Request, response: Response, next: NextFunction): void => {
		const principal = this.signIn.principalOf(request.headers.authorization);
		if (principal === undefined) {
			response.status(401).json({ Message: 'Authorization has been denied for this request.' });
			return;
		}
		response.locals.principal = principal;
		next();
	};

	/** The last handler: puts every failure into the service's words, and notes what the contract refuses. */
	private readonly report = (
		error: ValidatorError | ApiFailure,
		request: Request,
		response: Response,
		next: NextFunction,
	): void => {
		if (response.headersSent) return next(error);
		if (error instanceof ApiFailure) {
			response.status(error.status);
			if (error.body === undefined) response.end();
			else response.json(error.body);
			return;
		}
		const status = error.status ?? 500;
		this.violations.push({
			method: request.method,
			path: request.path,
			status,
			message: error.message,
		});
		const fields = (error.errors ?? []).map(({ path, message }) => [
			path.replace(/^\/(body|query|params|headers)\//, ''),
			[message],
		]);
		response.status(status).json({
			Message:
				status === 404
					? 'No HTTP resource was found that matches the request URI.'
					: 'The request is invalid.',
			...(fields.length > 0 && status === 400 ? { ModelState: Object.fromEntries(fields) } : {}),
			...(status >= 500 ? { ExceptionMessage: error.message } : {}),
		});
	};

	/** The same switches over HTTP. */
	private control(): express.Router {
		const router = express.Router();
		router.use(express.json());
		router.get('/requests', (_request, response) => void response.json(this.requests));
		router.get('/violations', (_request, response) => void response.json(this.violations));
		router.get(
			'/registrations',
			(_request, response) =>
				void response.json(
					[...this.webhooks.registrations.values()].map((registration) => ({
						...registration,
						Secret: undefined,
					})),
				),
		);
		router.get('/deliveries', (_request, response) => void response.json(this.webhooks.deliveries));
		router.get('/file', (request, response) => {
			const file = this.state.file(String(request.query.url));
			if (file === undefined) response.status(404).end();
			else response.send(file.bytes);
		});
		router.post('/faults', (request, response) => {
			this.faults.add(request.body as Fault);
			response.end();
		});
		router.post('/fire', async ({ body }, response) => {
			await this.webhooks.fire(body.trigger, ...body.entities);
			response.end();
		});
		router.post('/expire-tokens', (_request, response) => {
			this.signIn.expireTokens();
			response.end();
		});
		return router;
	}
}

/** The Web API answers XML to who does not ask for JSON. */
function asXml(request: Request, response: Response, next: NextFunction): void {
	if (!request.headers.accept?.includes('application/json')) {
		response.json = (body: unknown) => {
			const text = JSON.stringify(body).replace(/&/g, '&amp;').replace(/</g, '&lt;');
			return response.type('xml').send(`<?xml version="1.0"?><Answer>${text}</Answer>`);
		};
	}
	next();
}

export async function startSandbox(options?: SandboxOptions): Promise<Sandbox> {
	return await Sandbox.start(options);
}
