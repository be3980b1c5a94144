import express, { type Router } from 'express';

import type { Violation } from './contractCheck';
import type { Fault, Faults } from './faults';
import type { RecordedRequest } from './recorder';
import type { Signatures } from './signatures';
import type { SigningProvider } from './signingProvider';
import type { SignIn, SignInFault } from './signIn';
import type { State } from './state';
import type { Webhooks } from './webhooks';

/** The parts of a sandbox that can be looked at and switched from outside. */
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

/** What the sandbox holds, with the IDs that a client needs. */
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

/** The sandbox's switches for tests that run in another process: JSON over HTTP under `/_sandbox`. */
export function controlRouter(sandbox: Controlled): Router {
	const router = express.Router();
	router.use(express.json());

	router.get('/', (_request, response) => void response.json(overviewOf(sandbox)));
	router.get('/requests', (_request, response) => void response.json(sandbox.requests));
	router.delete('/requests', (_request, response) => {
		sandbox.requests.length = 0;
		response.end();
	});
	router.get('/violations', (_request, response) => void response.json(sandbox.violations));
	router.get('/registrations', (_request, response) => {
		// The secrets stay here.
		const registrations = [...sandbox.webhooks.registrations.values()];
		response.json(registrations.map((registration) => ({ ...registration, Secret: undefined })));
	});
	router.get(
		'/deliveries',
		(_request, response) => void response.json(sandbox.webhooks.deliveries),
	);
	router.get(
		'/transactions',
		(_request, response) => void response.json([...sandbox.signatures.transactions.values()]),
	);
	router.get('/modules/:module/entities/:entity', ({ params }, response) => {
		response.json(sandbox.state.entity(sandbox.state.module(params.module), Number(params.entity)));
	});
	router.get('/file', (request, response) => {
		const file = sandbox.state.file(String(request.query.url));
		if (file === undefined) response.status(404).end();
		else response.send(file.bytes);
	});
	router.post('/faults', (request, response) => {
		sandbox.faults.add(request.body as Fault);
		response.end();
	});
	router.delete('/faults', (_request, response) => {
		sandbox.faults.clear();
		sandbox.signIn.fault = undefined;
		response.end();
	});
	router.post('/sign-in-fault', ({ body }, response) => {
		sandbox.signIn.fault = (body as { fault: SignInFault }).fault;
		response.end();
	});
	router.post('/expire-tokens', (_request, response) => {
		sandbox.signIn.expireTokens();
		response.end();
	});
	router.post('/fire', async ({ body }, response) => {
		await sandbox.webhooks.fire(body.trigger, ...body.entities);
		response.end();
	});
	router.post('/reset', async (_request, response) => {
		await sandbox.reset();
		response.end();
	});
	return router;
}
