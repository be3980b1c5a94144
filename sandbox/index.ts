/**
 * A WorkPoint 365 tenant on loopback to try and test against: the Web API, the sign-in service and webhooks.
 *
 * Every request under `/api`, and every answer, is held against the contract; what does not fit is refused in the
 * service's words and kept in `violations`. A call may leave nothing there unless it is a test of bad calls.
 *
 * ## For authors of tests
 *
 * ```ts
 * const sandbox = await startSandbox({ delays: [10, 10] }); // any free port; webhook retries without long waits
 * const { companies, stages } = sandbox.seed.ids; // what exists from the start: `seed.ts`
 * new TestCredentials(sandbox.connection); // fills in the credential, token URL included
 * sandbox.requests.at(-1); // method, path, query, headers, body, time of arrival, status
 * sandbox.state.entity(sandbox.state.module(companies), 1).values; // what a call has changed
 * sandbox.state.file(url)?.bytes; // a document, by absolute address
 * await sandbox.stop();
 * ```
 *
 * - **Faults** hit the next calls that match: `sandbox.faults.add({ path: '/Create/', times: 2, answer: { status: 429,
 *   headers: { 'Retry-After': '1' } } })`, or `kind`: `stall` (not processed), `stallAfter` (processed), `html`,
 *   `resetBefore` (not processed), `resetAfter` (processed), `cutOff` (processed, half of the answer comes). With
 *   `answer.isProcessed` the call is carried out and answered so anyway.
 * - **Sign-in**: `signIn.fault`, `signIn.expireTokens()`, `signIn.issued`, `signIn.latency`.
 * - **Throttle**: `requestsPerWindow` per `window` ms, refused with 429 and `Retry-After`. **Latency**: `options.latency`.
 * - **Webhooks**: writing an entity fires the triggers that watch it and notify; `webhooks.fire(trigger, …entities)`
 *   does so by hand and resolves when all tries are over. `webhooks.registrations`, `webhooks.deliveries`. Options:
 *   `sender`, `checksEcho`.
 * - **Dialects**: where the evidence leaves several readings (`x-guesses` of the contract), `dialects: { siteText: 'absolute' }`
 *   has another one played than the first.
 * - **Signatures**: `signatures.transactions`; a file's `isCheckedOut`, `isRecord` and `isOnHold` provoke its errors. Under
 *   `/provider`, `provider` stands in for a signing provider.
 * - **Size**: `entities` in Projects and `modules` in all; 10,000 and 200 start at once.
 * - `reset()` puts everything back to how it was at the start; only the address stays.
 * - Another process finds the same under `/_sandbox/…`: see `control.ts`.
 */
import express, { type Request, type RequestHandler } from 'express';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { certificate, privateKey } from './services/testCertificate';
import { answers } from './server/answers';
import { contractCheck, reportFailures, type Violation } from './server/contractCheck';
import { controlRouter, type Controlled } from './server/control';
import { documentHandlers, seedDocuments } from './calls/documents';
import { entityHandlers } from './calls/entities';
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
	/** Any free port when left out. */
	port?: number;
	/** Life of an access token in seconds. */
	tokenLifetime?: number;
	/** Time that each call takes at least, in ms. */
	latency?: number;
	/** How long a document waits at the signing provider for a signature that nobody gives by hand, in ms. */
	signsAfter?: number;
	/** What it plays of the contract's guesses instead of the first reading of each: `dialect.ts`. */
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

	/** Answers a request; also for a server of another kind, such as one with TLS. */
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

	/** What credentials of both kinds say of this sandbox. */
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

	/** The values of a credential that reaches this sandbox. */
	get connection() {
		return { grantType: 'clientCredentials', clientSecret, ...this.address };
	}

	/** The values of a credential that reaches this sandbox with a certificate. */
	get certificateConnection() {
		return { publicCertificate: certificate, privateKey, passPhrase: '', ...this.address };
	}

	/** Puts everything back to how it was at the start. */
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
		// Routes that differ in case alone are told apart; before they are matched, `tolerance` writes them as the contract does.
		app.enable('case sensitive routing');
		app.use('/_sandbox', controlRouter(this));
		app.use('/reference', reference());
		app.use(statusPage(this));
		app.use('/v1.0', graphRouter(this.state));
		app.use('/provider', this.provider.router);
		app.use(
			'/api',
			recorder(this.requests),
			this.slowDown,
			this.faults.middleware,
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

	/** Calls for lists name the site that owns the list; all others name one with WorkPoint. */
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
