import { Container } from '@n8n/di';
import {
	NodeApiError,
	type ICredentialDataDecryptedObject,
	type INodeParameters,
	type JsonObject,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { RequestError, Server as Proxy } from 'proxy-chain';
import { generate } from 'selfsigned';

import { WorkPointCertificateApi } from '../../credentials/WorkPointCertificateApi.credentials';
import { TestCredentials } from '../../n8n/n8nEngine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { createCompany } from '../support/cases/case';
import { editorContext, runNode, workPointNode } from '../support/runNode';

const read: INodeParameters = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: { __rl: true, mode: 'id', value: ids.projects },
};

/** Server certificates, all but one from an authority that n8n trusts. */
interface Identity {
	key: string;
	cert: string;
}

type IdentityName = 'good' | 'untrusted' | 'expired' | 'wrongHost';

const day = 86_400_000;
const altName = (value: string) => ({
	extensions: [
		{ name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value }] },
		{ name: 'basicConstraints' as const, cA: false },
	],
});

async function makeIdentities() {
	const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
		algorithm: 'sha256',
		extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
	});
	const ca = { key: authority.private, cert: authority.cert };
	const past = {
		notBeforeDate: new Date(Date.now() - 9 * day),
		notAfterDate: new Date(Date.now() - day),
	};
	const identity = async (host: string, more: object): Promise<Identity> => {
		const name = [{ name: 'commonName', value: host }];
		const made = await generate(name, { algorithm: 'sha256', ...altName(host), ...more });
		return { key: made.private, cert: made.cert };
	};
	const identities: Record<IdentityName, Identity> = {
		good: await identity('localhost', { ca }),
		untrusted: await identity('localhost', {}),
		expired: await identity('localhost', { ca, ...past }),
		wrongHost: await identity('other.example', { ca }),
	};
	return { authority: authority.cert, identities };
}

/** The sandbox behind TLS, which counts the connections it gets. */
class Front {
	connections = 0;

	private readonly server: Server;

	private constructor(identity: Identity, sandbox: Sandbox) {
		this.server = createServer(identity, sandbox.answer);
		this.server.on('connection', () => this.connections++);
	}

	static async start(identity: Identity, sandbox: Sandbox): Promise<Front> {
		const front = new Front(identity, sandbox);
		await new Promise<void>((resolve) => {
			front.server.listen(0, '127.0.0.1', resolve);
		});
		return front;
	}

	get origin(): string {
		return `https://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}

/** How a proxy answers. */
type ProxyMode = 'opens' | 'asks for a password' | 'answers with a page';

/** A proxy of n8n, which counts what it is asked for. */
class TestProxy {
	asked = 0;

	mode: ProxyMode = 'opens';

	private readonly server = new Proxy({
		port: 0,
		host: '127.0.0.1',
		prepareRequestFunction: ({ username, password }) => {
			this.asked++;
			if (this.mode === 'answers with a page') {
				const page = '<html><head><title>Access denied by policy</title></head></html>';
				throw new RequestError(page, 403, { 'Content-Type': 'text/html' });
			}
			const isKnown = username === 'n8n' && password === 'secret~word';
			return { requestAuthentication: this.mode === 'asks for a password' && !isKnown };
		},
	});

	async start(): Promise<this> {
		await this.server.listen();
		return this;
	}

	address(user = ''): string {
		return `http://${user}127.0.0.1:${this.server.port}`;
	}

	async stop(): Promise<void> {
		await this.server.close(true);
	}
}

let sandbox: Sandbox;
let proxy: TestProxy;
let fronts: Record<IdentityName, Front>;
let token: ICredentialDataDecryptedObject;

/** What the user reads. */
type Told = [message: string, description: string];

const blockedTold: Told = [
	'n8n did not send the call: The request was blocked because the destination hostname is restricted',
	"The hostname 'blocked.example' is on the configured deny-list. If you need to reach this destination, ask your n8n administrator to remove it from the blocked hostnames or add it to the allowed hostnames in the environment configuration. The call was not carried out.",
];

/** What is set for one row. */
interface Setting {
	/** The address of the Web API and of the sign-in service; the sandbox behind a good certificate otherwise. */
	origin?: () => string;
	proxyMode?: ProxyMode;
	/** The value of HTTPS_PROXY. */
	httpsProxy?: () => string;
	noProxy?: string;
}

interface Row extends Setting {
	what: string;
	read?: Told;
	write?: Told;
	signIn?: Told;
	/** How often a call is tried: a failure that stays is not tried again. */
	tries?: number;
}

const notCarriedOut = 'The call was not carried out.';
const noCall = 'The call to WorkPoint was not carried out.';

/** What a call reads and what a sign-in reads, when nothing left n8n. */
function neverSent(
	problem: (service: string) => string,
	advice: string,
	{ code = '', tries = 1, service = ['the WorkPoint Web API', 'the sign-in service'] } = {},
): Pick<Row, 'read' | 'write' | 'signIn' | 'tries'> {
	const tail = code === '' ? '' : ` (${code})`;
	const [api = '', signIn = ''] = service;
	const told: Told = [
		problem(api),
		code === '' ? `${advice} ${notCarriedOut}` : `${notCarriedOut} ${advice}${tail}`,
	];
	return {
		read: told,
		write: told,
		signIn: [`Microsoft issued no access token. ${problem(signIn)}`, `${advice} ${noCall}${tail}`],
		tries,
	};
}

const certificate = (problem: string) => (service: string) =>
	`The certificate of ${service} ${problem}`;
const pageAdvice =
	"A proxy (n8n's HTTPS_PROXY variable), a firewall or a gateway may have answered. Check it, and the environment of the credential.";
const checkProxy =
	"Check n8n's HTTPS_PROXY and HTTP_PROXY variables, and that the proxy is running.";
const laterCall =
	'The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again.';

const rows: Row[] = [
	{ what: 'A certificate from an authority in `NODE_EXTRA_CA_CERTS`' },
	{ what: '`HTTPS_PROXY`, a proxy without a password', httpsProxy: () => proxy.address() },
	{
		what: '`HTTPS_PROXY` with the user and password that the proxy asks for',
		httpsProxy: () => proxy.address('n8n:secret~word@'),
		proxyMode: 'asks for a password',
	},
	{
		what: '`HTTPS_PROXY` that is not there, and the host in `NO_PROXY`',
		httpsProxy: () => 'http://127.0.0.1:9',
		noProxy: 'localhost',
	},
	{
		what: '`HTTPS_PROXY` without the password that the proxy asks for (407)',
		httpsProxy: () => proxy.address(),
		proxyMode: 'asks for a password',
		...neverSent(
			(service) =>
				`The proxy between n8n and ${service} asks for a user name and password (407 Proxy Authentication Required)`,
			"Set them in n8n's HTTPS_PROXY variable, such as http://user:password@proxy.example.com:3128, and restart n8n.",
			{ service: ['WorkPoint', 'the sign-in service'] },
		),
	},
	{
		what: '`HTTPS_PROXY`, a proxy that answers with a page of its own',
		httpsProxy: () => proxy.address(),
		proxyMode: 'answers with a page',
		read: [
			'A web page with status 403 Forbidden was returned instead of an answer from WorkPoint: Access denied by policy',
			pageAdvice,
		],
		// n8n takes the page for the service's, and so does the node.
		write: [
			'A web page with status 403 Forbidden was returned instead of an answer from WorkPoint: Access denied by policy. WorkPoint may have carried out this call',
			`Check in WorkPoint before you run it again. ${pageAdvice}`,
		],
		signIn: [
			'Microsoft issued no access token. A web page with status 403 was returned instead of an answer from the sign-in service: Access denied by policy',
			`${pageAdvice} ${noCall}`,
		],
		tries: 1,
	},
	{
		what: '`HTTPS_PROXY`, a proxy that is down',
		httpsProxy: () => 'http://127.0.0.1:9',
		read: [
			"n8n's proxy at 127.0.0.1:9 refused the connection",
			`${laterCall} ${checkProxy} (ECONNREFUSED)`,
		],
		write: [
			"n8n's proxy at 127.0.0.1:9 refused the connection",
			`${laterCall} ${checkProxy} (ECONNREFUSED)`,
		],
		signIn: [
			"Microsoft issued no access token. n8n's proxy at 127.0.0.1:9 refused the connection",
			`${checkProxy} ${noCall} (ECONNREFUSED)`,
		],
	},
	{
		what: 'A certificate from an unknown authority, as of a proxy that reads the traffic',
		origin: () => fronts.untrusted.origin,
		...neverSent(
			certificate('is not trusted'),
			"If a proxy inspects n8n's traffic, set NODE_EXTRA_CA_CERTS to the file of its certificate and restart n8n.",
			{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
		),
	},
	{
		what: 'A certificate that has expired',
		origin: () => fronts.expired.origin,
		...neverSent(
			certificate('has expired'),
			"The operator of the service, or of a proxy that inspects n8n's traffic, must renew it. If it is still valid, correct the clock of the computer that runs n8n.",
			{ code: 'CERT_HAS_EXPIRED' },
		),
	},
	{
		what: 'A certificate for another host',
		origin: () => fronts.wrongHost.origin,
		...neverSent(
			certificate('is for another host'),
			'Check the address in the credential, and whether a proxy answers there.',
			{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
		),
	},
	{ what: '`N8N_SSRF_PROTECTION_ENABLED`, and the address allowed' },
	{
		what: '`N8N_SSRF_PROTECTION_ENABLED`, and the host blocked',
		origin: () => 'https://blocked.example',
		read: blockedTold,
		write: blockedTold,
		signIn: blockedTold,
		tries: 0,
	},
];

/** Settings that the engine alone does not show: test/e2e and test/load have them. */
const ofN8n = [
	'## Settings of n8n itself\n',
	'Each was tried in a real n8n.\n',
	'| Setting | What was seen |',
	'| --- | --- |',
	'| `N8N_EXPRESSION_ENGINE` | `legacy`, `vm` (the default) and `quickjs` read expressions in parameters alike, and the last two a site of the credential that depends on the item |',
	'| `N8N_DEFAULT_BINARY_DATA_MODE` | With `default` (memory), `filesystem` and `database` files come and go unchanged, those of 30 MB with `database` |',
	'| The node as a tool of an AI agent | A failure before the first call is the answer to the model, as one after it |',
	'| Queue mode | [What happens when workers end, and to copies of a delivery](behavior.md#queue-mode) |',
];

const variables = ['HTTPS_PROXY', 'NO_PROXY'] as const;
const fixed = {
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
	N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
	N8N_SSRF_BLOCKED_HOSTNAMES: 'blocked.example',
};

beforeAll(async () => {
	Object.assign(process.env, fixed);
	// n8n reads its settings once per process, and tests of other files may have had it do so.
	Container.reset();
	sandbox = await startSandbox();
	proxy = await new TestProxy().start();
	const { authority, identities } = await makeIdentities();
	// What NODE_EXTRA_CA_CERTS does when Node.js starts.
	const createSecureContext = tls.createSecureContext.bind(tls);
	jest
		.spyOn(tls, 'createSecureContext')
		.mockImplementation((options) =>
			createSecureContext(options?.cert ? options : { ...options, ca: [authority] }),
		);
	const start = async (name: IdentityName) => await Front.start(identities[name], sandbox);
	fronts = {
		good: await start('good'),
		untrusted: await start('untrusted'),
		expired: await start('expired'),
		wrongHost: await start('wrongHost'),
	};
	const credentials = new TestCredentials(sandbox.connection);
	await runNode(workPointNode(read), credentials);
	token = (await credentials.getDecrypted()).oauthTokenData as ICredentialDataDecryptedObject;
});

afterEach(() => {
	for (const name of variables) delete process.env[name];
});

afterAll(async () => {
	for (const name of Object.keys(fixed)) delete process.env[name];
	Container.reset();
	jest.restoreAllMocks();
	for (const front of Object.values(fronts)) front.stop();
	await proxy.stop();
	await sandbox.stop();
});

/** Sets up a row, and gives the origin of both services. */
function set({ origin, proxyMode = 'opens', httpsProxy, noProxy }: Setting): string {
	proxy.mode = proxyMode;
	if (httpsProxy !== undefined) process.env.HTTPS_PROXY = httpsProxy();
	if (noProxy !== undefined) process.env.NO_PROXY = noProxy;
	sandbox.requests.length = 0;
	proxy.asked = 0;
	for (const front of Object.values(fronts)) front.connections = 0;
	return origin?.() ?? fronts.good.origin;
}

async function run(
	parameters: INodeParameters,
	change: ICredentialDataDecryptedObject,
	type: 'workPointOAuth2Api' | 'workPointCertificateApi' = 'workPointOAuth2Api',
) {
	const isOAuth2 = type === 'workPointOAuth2Api';
	const authentication = isOAuth2 ? 'oAuth2' : 'certificate';
	const credentials = isOAuth2
		? new TestCredentials({ ...sandbox.connection, ...change })
		: new TestCredentials(
				{ ...sandbox.certificateConnection, ...change },
				new WorkPointCertificateApi(),
			);
	const node = workPointNode(
		{ ...parameters, authentication },
		{ credentials: { [type]: { id: randomUUID(), name: 'Test' } } },
	);
	return await runNode(node, credentials, [{ title: 'x' }]);
}

/** How often a server was asked. */
const tries = () =>
	Math.max(proxy.asked, ...Object.values(fronts).map(({ connections }) => connections));

/** A page without what a formatter makes of its table. */
const unformatted = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

/** What a user reads, in a cell of the table. */
const cell = (told?: Told) =>
	told === undefined ? 'Works' : told.join('. ').replace(/\|/g, '\\|');

test('docs/environments.md shows what works and what the user reads [generated]', () => {
	const file = 'docs/environments.md';
	const head = [
		'# Environments',
		'Proxies, certificates and protections between n8n and WorkPoint: what works, and what the user reads when it does not. Each was tried with one read, one write and one sign-in with either credential. `npm run generate` writes this page.',
		'A read or a write says so when it may have been carried out; all others did not leave n8n. [Proxies and certificates](install.md#proxies-and-certificates) has the settings.',
		'| Setting | A read | A write | A sign-in |\n| --- | --- | --- | --- |',
	];
	const lines = rows.map(
		(row) => `| ${row.what} | ${cell(row.read)} | ${cell(row.write)} | ${cell(row.signIn)} |`,
	);
	const page = `${head.join('\n\n')}\n${lines.join('\n')}\n\n${ofN8n.join('\n')}\n`;
	if (process.env.GENERATE) writeFileSync(file, page);
	else expect(unformatted(readFileSync(file, 'utf8'))).toBe(unformatted(page));
});

describe.each(rows)('$what', (row) => {
	test.each([
		['read', read],
		['write', createCompany],
	] as const)('a %s', async (kind, parameters) => {
		const apiBaseUrl = set(row);
		const { error, run: stored } = await run(parameters, { apiBaseUrl, oauthTokenData: token });
		expect(error && [error.message, error.description]).toEqual(row[kind]);
		expect(sandbox.requests).toHaveLength(row[kind] === undefined ? 1 : 0);
		if (row.tries !== undefined) expect(tries()).toBe(row.tries);
		expect(JSON.stringify(stored)).not.toContain('secret~word');
	});

	test.each(['workPointOAuth2Api', 'workPointCertificateApi'] as const)(
		'a sign-in with %s',
		async (type) => {
			// n8n's own sign-in is told of the protection by a part of n8n that is not here; test/e2e has it.
			if (type === 'workPointOAuth2Api' && row.what.includes('blocked')) return;
			const loginUrl = set(row);
			const { error } = await run(read, { loginUrl }, type);
			expect(error && [error.message, error.description]).toEqual(row.signIn);
			expect(sandbox.requests).toHaveLength(row.signIn === undefined ? 1 : 0);
			if (row.tries !== undefined) expect(tries()).toBe(row.tries);
		},
	);

	test('the test of a certificate credential, which shows only the message', async () => {
		const loginUrl = set(row);
		const data = { ...sandbox.certificateConnection, loginUrl };
		const credential = new WorkPointCertificateApi();
		const node = workPointNode({ authentication: 'certificate' });
		const context = editorContext(node, new TestCredentials(data, credential));
		// As n8n wraps it; it replaces a message that holds the code of the network.
		const shown = await credential.preAuthentication
			.call(
				{ helpers: context.helpers },
				await new TestCredentials(data, credential).getDecrypted(),
			)
			.then(
				() => undefined,
				(failure: JsonObject) => new NodeApiError(node, failure).message,
			);
		if (row.signIn === undefined) return expect(shown).toBeUndefined();
		const [message, description] = row.signIn;
		const advice = description.replace(
			/ (The call to WorkPoint|The call) was not carried out\..*$/,
			'',
		);
		expect(shown).toBe(`${message}. ${advice}`);
	});
});
