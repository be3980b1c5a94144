import express, { type Request, type Router } from 'express';

import type { Violation } from './contractCheck';
import type { Fault, Faults } from './faults';
import type { RecordedRequest } from './recorder';
import type { Signatures } from '../calls/signatures';
import type { SigningProvider } from '../services/signingProvider';
import type { SignIn, SignInFault } from '../services/signIn';
import type { State } from '../tenant/state';
import type { Webhooks } from '../calls/webhooks';

/** The parts of a sandbox that can be inspected and controlled from outside. */
export interface Controlled {
	readonly connection: object;
	readonly seed: object;
	readonly requests: RecordedRequest[];
	readonly violations: Violation[];
	readonly faults: Faults;
	readonly signIn: SignIn;
	readonly state: State;
	readonly signatures: Signatures;
	readonly provider: SigningProvider;
	readonly webhooks: Webhooks;
	reset(): Promise<void>;
}

/** The content of the sandbox, with the IDs that a client needs. */
function overviewOf({ connection, state, seed }: Controlled) {
	return {
		connection,
		seed,
		modules: [...state.modules.values()].map(
			({ id, title, stages, actions, triggers, entities }) => ({
				id,
				title,
				stages,
				actions,
				triggers,
				entities: entities.size,
			}),
		),
	};
}

/** Remote control of the sandbox for tests in other processes: JSON over HTTP under `/_sandbox`. */
export function controlRouter(sandbox: Controlled): Router {
	const router = express.Router();
	router.use(express.json());
	const show = (path: string, read: (request: Request) => unknown) =>
		router.get(path, (request, response) => void response.json(read(request)));
	const act = <Body>(method: 'post' | 'delete', path: string, change: (body: Body) => unknown) =>
		router[method](path, async ({ body }, response) => {
			await change(body);
			response.end();
		});

	show('/', () => overviewOf(sandbox));
	show('/requests', () => sandbox.requests);
	show('/violations', () => sandbox.violations);
	// Secrets are withheld.
	show('/registrations', () =>
		[...sandbox.webhooks.registrations.values()].map((one) => ({ ...one, Secret: undefined })),
	);
	show('/deliveries', () => sandbox.webhooks.deliveries);
	show('/transactions', () => [...sandbox.signatures.transactions.values()]);
	show('/modules/:module/entities/:entity', ({ params }) =>
		sandbox.state.entity(sandbox.state.module(String(params.module)), Number(params.entity)),
	);
	router.get('/file', (request, response) => {
		const file = sandbox.state.file(String(request.query.url));
		if (file === undefined) response.status(404).end();
		else response.send(file.bytes);
	});
	act('delete', '/requests', () => sandbox.requests.splice(0));
	act('post', '/faults', (fault: Fault) => sandbox.faults.add(fault));
	act('delete', '/faults', () => {
		sandbox.faults.clear();
		sandbox.signIn.fault = undefined;
	});
	act('post', '/sign-in-fault', ({ fault }: { fault: SignInFault }) => {
		sandbox.signIn.fault = fault;
	});
	act('post', '/expire-tokens', () => sandbox.signIn.expireTokens());
	act('post', '/fire', async ({ trigger, entities }: { trigger: string; entities: number[] }) => {
		await sandbox.webhooks.fire(trigger, ...entities);
	});
	act('post', '/reset', async () => await sandbox.reset());
	return router;
}
