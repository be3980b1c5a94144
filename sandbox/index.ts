/**
 * A WorkPoint 365 tenant on loopback for trying and testing: the Web API, the sign-in service and webhooks.
 *
 * Every request under `/api` and every answer is validated against the contract; violations are rejected with the
 * service's errors and recorded in `violations`. Only tests of invalid calls may leave any there.
 *
 * ## For authors of tests
 *
 * ```ts
 * const sandbox = await startSandbox({ delays: [10, 10] }); // any free port; webhook retries without long waits
 * const { companies, stages } = sandbox.seed.ids; // initial data: `seed.ts`
 * new TestCredentials(sandbox.connection); // fills in the credential, including the token URL
 * sandbox.requests.at(-1); // method, path, query, headers, body, time of arrival, status
 * sandbox.state.entity(sandbox.state.module(companies), 1).values; // the effect of a call
 * sandbox.state.file(url)?.bytes; // a document, by absolute URL
 * await sandbox.stop();
 * ```
 *
 * - **Faults** affect the next matching calls: `sandbox.faults.add({ path: '/Create/', times: 2, answer: { status: 429,
 *   headers: { 'Retry-After': '1' } } })`, or `kind`: `stall` (not processed), `stallAfter` (processed), `html`,
 *   `resetBefore` (not processed), `resetAfter` (processed), `cutOff` (processed, but half of the answer is missing).
 *   With `answer.isProcessed` the call is processed before that answer.
 * - **Sign-in**: `signIn.fault`, `signIn.expireTokens()`, `signIn.issued`, `signIn.latency`.
 * - **Throttle**: `requestsPerWindow` per `window` ms; further calls get 429 and `Retry-After`. **Latency**:
 *   `options.latency`.
 * - **Webhooks**: writing an entity fires the notifying triggers that watch it; `webhooks.fire(trigger, …entities)` fires
 *   one manually and resolves after the last attempt. `webhooks.registrations`, `webhooks.deliveries`. Options: `sender`,
 *   `checksEcho`.
 * - **Dialects**: where the evidence allows several readings (`x-guesses` of the contract), `dialects: { siteText:
 *   'absolute' }` selects another reading than the first.
 * - **Signatures**: `signatures.transactions`; a file's `isCheckedOut`, `isRecord` and `isOnHold` provoke its errors.
 *   Under `/provider`, `provider` is a stand-in for a signing provider.
 * - **Size**: `entities` in Projects, and the total of `modules`; 10,000 and 200 start instantly.
 * - `reset()` restores the initial state; only the address stays.
 * - Other processes have the same functions under `/_sandbox/…`: see `control.ts`.
 */
import express, { type Request, type RequestHandler } from 'express';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { certificate, privateKey } from './services/testCertificate';
import { answers } from './server/respond';
import { contractCheck, reportFailures, type Violation } from './server/contractCheck';
import { controlRouter, type Controlled } from './server/control';
import { documentHandlers, seedDocuments } from './calls/documents';
import { entityHandlers, moduleHandlers } from './calls/entities';
import { found } from './server/errors';
import { Faults } from './server/faults';
import type { Handlers } from './server/handlers';
import { graphRouter } from './services/graph';
import { parameterHandlers } from './calls/integrationParameters';
import { listHandlers } from './calls/lists';
import { mailHandlers } from './calls/mail';
import { Dialect, type ChosenReadings } from './dialect';
import { recorder, type RecordedRequest } from './server/recorder';
import { reference } from './server/reference';
import { relationHandlers } from './calls/relations';
import { ids, offerUrl, projectSiteUrl, siteUrl, workPointSites } from './tenant/seed';
import { clientId, clientSecret, resource, SignIn, tenantId } from './services/signIn';
import { Signatures } from './calls/signatures';
import { SigningProvider } from './services/signingProvider';
import { siteHandlers } from './calls/sites';
import { solutionHandlers } from './calls/solution';
import { siteAmong, State, type SizeOptions } from './tenant/state';
import { statusPage } from './server/statusPage';
import { taskHandlers } from './calls/tasksAndEvents';
import { throttle, type ThrottleOptions } from './server/rateLimit';
import { favoriteHandlers } from './calls/favorites';
import { Webhooks, type WebhookOptions } from './calls/webhooks';
import { tolerance } from './server/tolerance';
import { xmlUnlessJson } from './server/xmlAnswers';

export type { RecordedRequest, Violation };

export interface SandboxOptions extends SizeOptions, ThrottleOptions, Partial<WebhookOptions> {
	/** Any free port by default. */
	port?: number;
	/** Lifetime of an access token in seconds. */
	tokenLifetime?: number;
	/** Minimum duration of each call, in ms. */
	latency?: number;
	/** Time in ms after which the signing provider signs a document that nobody has signed manually. */
	signsAfter?: number;
	/** Readings of the contract's guesses that replace the defaults: `dialect.ts`. */
	dialects?: ChosenReadings;
}

export class Sandbox implements Controlled {
	readonly seed = { ids, siteUrl, projectSiteUrl, offerUrl };

	readonly requests: RecordedRequest[] = [];

	readonly violations: Violation[] = [];

	readonly faults = new Faults();

	dialect!: Dialect;

	signIn!: SignIn;

	webhooks!: Webhooks;

	state!: State;

	signatures!: Signatures;

	provider!: SigningProvider;

	private app!: express.Express;

	/** Answers a request; also usable in another server, such as one with TLS. */
	readonly answer: RequestListener = (request, response) => this.app(request, response);

	private readonly server: Server = createServer(this.answer);

	private constructor(readonly options: SandboxOptions) {}

	static async start(options: SandboxOptions = {}): Promise<Sandbox> {
		const sandbox = new Sandbox(options);
		await sandbox.load();
		await once(sandbox.server.listen(options.port ?? 0, '127.0.0.1'), 'listening');
		return sandbox;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** The values that both credential types share. */
	private get address() {
		return {
			siteUrl,
			tenantId,
			clientId,
			environment: 'custom',
			apiBaseUrl: this.origin,
			loginUrl: this.origin,
			resource,
			requestsPerMinute: 0,
		};
	}

	/** The values of an OAuth2 credential for this sandbox. */
	get connection() {
		return { grantType: 'clientCredentials', clientSecret, ...this.address };
	}

	/** The values of a certificate credential for this sandbox. */
	get certificateConnection() {
		return { publicCertificate: certificate, privateKey, passPhrase: '', ...this.address };
	}

	/** Restores the initial state. */
	async reset(): Promise<void> {
		this.webhooks.close();
		this.faults.clear();
		await this.load();
		this.requests.length = 0;
		this.violations.length = 0;
	}

	async stop(): Promise<void> {
		this.webhooks.close();
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async load(): Promise<void> {
		const { options } = this;
		this.dialect = new Dialect(options.dialects);
		this.state = new State(options, this.dialect);
		await seedDocuments(this.state);
		this.signIn = new SignIn(options.tokenLifetime ?? 3_600);
		this.signatures = new Signatures(this.state);
		this.provider = new SigningProvider(options.signsAfter ?? 3_000);
		this.webhooks = new Webhooks(options, this.dialect);
		this.app = this.application();
	}

	private application(): express.Express {
		const app = express();
		app.disable('x-powered-by');
		// Routes that differ only in case are distinct; before matching, `tolerance` converts them to the contract's case.
		app.enable('case sensitive routing');
		app.use('/_sandbox', controlRouter(this));
		app.use('/reference', reference());
		app.use(statusPage(this));
		app.use('/v1.0', graphRouter(this.state));
		app.use('/provider', this.provider.router);
		app.use(
			'/api',
			recorder(this.requests),
			this.faults.middleware,
			this.slowDown,
			throttle(this.options, this.dialect),
			this.signIn.requireToken,
			xmlUnlessJson,
		);
		app.use(
			'/api',
			express.json({ limit: '300mb', strict: false, type: ['json', '+json', 'text/json'] }),
		);
		app.use(tolerance(this.violations), contractCheck);
		app.use(
			'/api',
			answers(this.handlers(), (request) => this.siteOf(request), this.dialect),
		);
		app.use(this.signIn.router);
		app.use(reportFailures(this.violations, this.dialect));
		return app;
	}

	private handlers(): Handlers {
		return {
			...moduleHandlers(this.state),
			...entityHandlers(this.state, this.webhooks.happened),
			...listHandlers(this.state, this.webhooks.happened),
			...mailHandlers(this.state),
			...parameterHandlers(this.state),
			...relationHandlers(this.state),
			...siteHandlers(this.state),
			...solutionHandlers(),
			...favoriteHandlers(),
			...taskHandlers(this.state),
			...documentHandlers(this.state),
			...this.signatures.handlers,
			...this.webhooks.handlers,
		};
	}

	/** List calls name the site that owns the list; all others name a WorkPoint site. */
	private siteOf({ headers, path }: Request): string {
		const site = String(headers.workpoint365url);
		const known = siteAmong(/^\/List/i.test(path) ? this.state.sites : workPointSites, site);
		return found(known, `WorkPoint 365 is not installed on the site ${site}.`);
	}

	private readonly slowDown: RequestHandler = async (_request, _response, next) => {
		if (this.options.latency) await delay(this.options.latency);
		next();
	};
}

export async function startSandbox(options?: SandboxOptions): Promise<Sandbox> {
	return await Sandbox.start(options);
}
