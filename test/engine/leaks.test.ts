import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { WorkPointXwsseApi } from '../../credentials/WorkPointXwsseApi.credentials';
import { WorkPointCertificateApi } from '../../credentials/WorkPointCertificateApi.credentials';
import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { searchBusinessModules } from '../../nodes/concepts/businessModule';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { createCompany } from '../support/cases/case';
import { TestPolling } from '../support/testPolling';
import { TestTrigger } from '../support/testTrigger';
import { editorContext, runNode, workPointNode } from '../support/runNode';

/** What a service was sent: the token of the call, and its body. */
interface Sent {
	token: string;
	body: string;
}

/** Ways in which a service can tell who calls it what it was sent. */
const ways: Record<string, (response: ServerResponse, sent: string) => void> = {
	'in its own error form': (response, sent) => {
		response.writeHead(400).end(JSON.stringify({ ExceptionMessage: `Refused: ${sent}` }));
	},
	'in its model state': (response, sent) => {
		const ModelState = { [`a.${sent}`]: [sent] };
		response.writeHead(400).end(JSON.stringify({ Message: 'Invalid', ModelState }));
	},
	'in plain text': (response, sent) => {
		response.writeHead(502, { 'content-type': 'text/plain' }).end(`upstream: ${sent}`);
	},
	'in the title of a page': (response, sent) => {
		const title = sent.replace(/&/g, '&amp;').replace(/</g, '&lt;');
		response.writeHead(500).end(`<html><head><title>${title}</title></head></html>`);
	},
	'in a page with status 200': (response, sent) => {
		response.writeHead(200).end(`<html><head><title>${sent}</title></head></html>`);
	},
	'in JSON that cannot be read': (response, sent) => {
		response.writeHead(200).end(`{"x":"${sent}`);
	},
	'in the text of the status': (response, sent) => {
		response.writeHead(500, sent.replace(/[^ -~]/g, '?')).end();
	},
	'in the ID of the request': (response, sent) => {
		response.writeHead(500, { 'request-id': sent.replace(/[^\w-]/g, '').slice(0, 80) }).end();
	},
	'when it refuses the sign-in': (response, sent) => {
		response.writeHead(401, { 'www-authenticate': `Bearer error="${encodeURIComponent(sent)}"` });
		response.end(JSON.stringify({ Message: sent }));
	},
	'in an address inside of an address': (response, sent) => {
		const twice = encodeURIComponent(encodeURIComponent(sent));
		response.writeHead(400).end(JSON.stringify({ Message: `https://a.example/?b=${twice}` }));
	},
};

const wayNames = Object.keys(ways);

/** A Web API that answers each call with what it was sent; or each read with `found`. */
class TellingService {
	/** Called with each POST, before it is answered. */
	onPost: (sent: Sent) => unknown = () => {};

	/** What the answer quotes. */
	quote: (sent: Sent) => string = ({ token }) => token;

	way = '';

	/** What it answers to a GET instead. */
	found?: unknown;

	private readonly server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const token = String(request.headers.authorization).replace(/^Bearer /, '');
			const sent = { token, body: Buffer.concat(pieces).toString() };
			if (request.method === 'POST') this.onPost(sent);
			if (request.method === 'GET' && this.found) response.end(JSON.stringify(this.found));
			else ways[this.way]?.(response, this.quote(sent));
		});
	});

	async start(): Promise<this> {
		await new Promise<void>((resolve) => {
			this.server.listen(0, '127.0.0.1', resolve);
		});
		return this;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** A token of no form that is known to be one. */
const token = `opaque-${randomUUID()}`;

let sandbox: Sandbox;
let service: TellingService;
let connection: Sandbox['connection'];
let credentials: TestCredentials;

beforeAll(async () => {
	sandbox = await startSandbox();
});

beforeEach(async () => {
	service = await new TellingService().start();
	const oauthTokenData = { token_type: 'Bearer', access_token: token, expires_in: 3_600 };
	connection = { ...sandbox.connection, apiBaseUrl: service.origin, requestsPerMinute: 0 };
	Object.assign(connection, { oauthTokenData });
	credentials = new TestCredentials(connection);
});

afterEach(async () => await service.stop());

afterAll(async () => await sandbox.stop());

/** All that n8n stores and shows of something, with what is hidden in its errors. */
function told(what: unknown): string {
	return inspect(what, {
		depth: Infinity,
		maxArrayLength: null,
		maxStringLength: null,
		showHidden: true,
	});
}

const failureOf = async (work: Promise<unknown>) =>
	await work.then(
		() => undefined,
		(failure: unknown) => failure,
	);

/** A node with a credential of its own, so that no test is held back for another. */
const ownNode = (parameters: INode['parameters'], settings: Partial<INode> = {}) =>
	workPointNode(parameters, {
		credentials: { workPointOAuth2Api: { id: randomUUID(), name: 'Telling' } },
		...settings,
	});

describe.each(wayNames)('a service that quotes what it was sent %s', (way) => {
	beforeEach(() => (service.way = way));

	test.each<Partial<INode>>([{}, { onError: 'continueRegularOutput' }])(
		'does not make a run reveal the token: %j',
		async (settings) => {
			const { run, error, items } = await runNode(ownNode(createCompany, settings), credentials, [
				{ title: 'x' },
			]);
			expect(error ?? items[0]?.json.error).toBeDefined();
			expect(told(run)).not.toContain(token);
		},
	);

	test('does not make a list in the editor reveal it', async () => {
		const failure = await failureOf(
			searchBusinessModules.call(editorContext(ownNode({}), credentials)),
		);
		expect(failure).toBeInstanceOf(Error);
		expect(told(failure)).not.toContain(token);
	});

	test('does not make a poll reveal it', async () => {
		const parameters = { event: 'entityCreated', businessModule: byId(ids.projects) };
		const failure = await failureOf(new TestPolling({ connection }, parameters).poll());
		expect(failure).toBeInstanceOf(Error);
		expect(told(failure)).not.toContain(token);
	});

	test('does not make publishing reveal the key and the token of the webhook', async () => {
		const secrets: string[] = [];
		service.found = [{ Id: ids.triggers.projectUpdated, Title: 'Project updated' }];
		service.onPost = ({ body }) => {
			const { Secret, WebHookUri } = JSON.parse(body) as { Secret: string; WebHookUri: string };
			secrets.push(Secret, new URL(WebHookUri).searchParams.get('secret') ?? '');
		};
		service.quote = () => secrets.join(' and ');
		const settings = { webhookBaseUrl: 'http://127.0.0.1:5678/webhook' };
		const failure = await failureOf(new TestTrigger({ connection }, settings).activate());
		expect(failure).toBeInstanceOf(Error);
		expect(secrets.every((secret) => secret.length === 64)).toBe(true);
		expect(secrets.length).toBeGreaterThan(0);
		for (const secret of [...secrets, token]) expect(told(failure)).not.toContain(secret);
	});

	test('does not make a run reveal the password at a signing provider', async () => {
		const password = 'not~the~word=of&anybody';
		credentials.add(new WorkPointXwsseApi(), { userName: 'key', password });
		service.quote = ({ body }) => JSON.parse(body).Password ?? JSON.parse(body).password ?? body;
		const node = ownNode(
			{
				resource: 'digitalSignature',
				operation: 'generateXwsseHeader',
				signInWith: 'credential',
			},
			{
				credentials: {
					workPointOAuth2Api: { id: randomUUID(), name: 'Telling' },
					workPointXwsseApi: { id: 'xwsse', name: 'Provider' },
				},
			},
		);
		const { run, error } = await runNode(node, credentials);
		expect(error).toBeDefined();
		expect(told(run)).not.toContain(password);
	});
});

test('a token that was replaced during the call is not revealed either', async () => {
	service.way = 'in its own error form';
	service.onPost = async () => {
		const oauthTokenData = { access_token: 'the~next~one' };
		await credentials.updateCredentialsOauthTokenData({ id: null, name: '' }, '', {
			oauthTokenData,
		});
	};
	const { error } = await runNode(ownNode(createCompany), credentials, [{ title: 'x' }]);
	expect(error?.message).toBe('Refused: ***');
});

test('a sign-in service that quotes the secret of an application does not make a run reveal it', async () => {
	const clientSecret = 'q-of~an~application';
	const signIn = createServer((_request, response) => {
		const body = {
			error: 'invalid_client',
			error_description: `AADSTS7000215: ${clientSecret} no`,
		};
		response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => {
		signIn.listen(0, '127.0.0.1', resolve);
	});
	const loginUrl = `http://127.0.0.1:${(signIn.address() as AddressInfo).port}`;
	const { run, error } = await runNode(
		ownNode(createCompany),
		new TestCredentials({ ...sandbox.connection, loginUrl, clientSecret }),
		[{ title: 'x' }],
	);
	signIn.closeAllConnections();
	signIn.close();
	expect(error?.message).toBe('Microsoft rejected the sign-in: AADSTS7000215: *** no');
	expect(told(run)).not.toContain(clientSecret);
});

test('a sign-in service that quotes the assertion of a certificate does not make a test reveal it', async () => {
	let assertion = '';
	const httpRequest = async ({ body }: { body: string }) => {
		assertion = new URLSearchParams(body).get('client_assertion') ?? '';
		const answer: IDataObject = { error_description: `AADSTS50027: ${assertion} is not valid` };
		return { statusCode: 400, body: JSON.stringify(answer) };
	};
	const failure = await failureOf(
		new WorkPointCertificateApi().preAuthentication.call(
			{ helpers: { httpRequest } } as never,
			sandbox.certificateConnection as ICredentialDataDecryptedObject,
		),
	);
	expect(assertion.length).toBeGreaterThan(100);
	expect((failure as Error).message).toBe(
		'Microsoft rejected the sign-in: AADSTS50027: *** is not valid. Open the credential, check its fields and connect or test it again.',
	);
});
