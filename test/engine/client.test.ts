import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import dns from 'node:dns';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, STATUS_CODES, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { inspect } from 'node:util';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { certificate, privateKey } from '../../sandbox/services/testCertificate';
import type { Fault } from '../../sandbox/server/faults';
import { ids } from '../../sandbox/tenant/seed';
import { createCompany as write } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';

const read: INodeParameters = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: byId(ids.projects),
};

/** Knows every secret that a run may not tell. */
class WatchedCredentials extends TestCredentials {
	readonly secrets: string[];

	constructor(data: ICredentialDataDecryptedObject) {
		super(data);
		this.secrets = [String(data.clientSecret)];
	}

	override async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const { access_token, refresh_token } = data.oauthTokenData as IDataObject;
		this.secrets.push(...[access_token, refresh_token].filter(Boolean).map(String));
		await super.updateCredentialsOauthTokenData(details, type, data);
	}

	/** Puts a token into the credential as n8n does. */
	async storeToken(token: IDataObject): Promise<void> {
		const oauthTokenData = { token_type: 'Bearer', ...token } as never;
		await this.updateCredentialsOauthTokenData({ id: null, name: '' }, '', { oauthTokenData });
	}
}

/** A sandbox with a connection of its own, so that no test is held back for another. */
class Bench {
	credentials: WatchedCredentials;

	private readonly id = randomUUID();

	private constructor(readonly sandbox: Sandbox) {
		this.credentials = new WatchedCredentials(sandbox.connection);
	}

	/** Gives the test a sandbox as long as it runs. */
	static async use(test: (bench: Bench) => Promise<void>): Promise<void> {
		const sandbox = await startSandbox();
		try {
			await test(new Bench(sandbox));
		} finally {
			await sandbox.stop();
		}
	}

	/** Changes the credential. */
	connect(change: ICredentialDataDecryptedObject): void {
		this.credentials = new WatchedCredentials({ ...this.sandbox.connection, ...change });
	}

	async run(
		parameters: INodeParameters,
		input: IDataObject[] = [{ title: 'Northwind' }],
		settings: Partial<INode> = {},
		onStart?: (cancel: () => void) => void,
	): Promise<Result> {
		const workPointOAuth2Api = { id: this.id, name: 'Sandbox' };
		const node = workPointNode(parameters, { credentials: { workPointOAuth2Api }, ...settings });
		return await runNode(node, this.credentials, input, onStart);
	}

	/** How many calls have arrived at the Web API. */
	arrived(status?: number): number {
		const { requests } = this.sandbox;
		return requests.filter((request) => status === undefined || request.status === status).length;
	}

	/** The titles of the companies that writes have created. */
	created(): string[] {
		const companies = [...this.sandbox.state.module(ids.companies).entities.values()];
		return companies.slice(2).map(({ values }) => String(values.Title));
	}

	/** Acts as soon as so many calls have arrived. */
	whenArrived(count: number, act: (bench: Bench) => unknown): void {
		const poll = setInterval(() => {
			if (this.arrived() < count) return;
			clearInterval(poll);
			act(this);
		}, 1);
	}

	expectNoSecrets({ run }: Result): void {
		const told = inspect(run, { depth: Infinity, maxArrayLength: null, maxStringLength: null });
		for (const secret of this.credentials.secrets) expect(told).not.toContain(secret);
	}
}

type Arrange = (bench: Bench) => unknown;

/** What has to come of one call: success, or an error that says what is known. */
interface Outcome {
	/** How many calls arrived at the Web API. */
	arrived: number;
	/** How often the call was carried out; a read changes nothing. */
	carriedOut?: number;
	error?: [message: string, description: string];
	/** The items of a success that are not the usual ones. */
	json?: IDataObject[];
}

interface Row {
	what: string;
	/** Brings the fault about. */
	arrange: Arrange;
	timeout?: number;
	read: Outcome;
	write: Outcome;
}

const always = 1_000;
const hit =
	(fault: Fault): Arrange =>
	({ sandbox }) =>
		sandbox.faults.add(fault);
const answer = (status: number, body?: string, headers?: Record<string, string>, times = always) =>
	hit({ times, answer: { status, body, headers } });
const retryAfter = (value: string, date?: string) => ({
	'Retry-After': value,
	...(date === undefined ? {} : { Date: date }),
});
const httpDate = (ms: number) => new Date(ms).toUTCString();
const inTwoSeconds = () => retryAfter(httpDate(Date.now() + 2_000));
const html = { 'content-type': 'text/html' };

const minute = 60;
/** Asks to wait two seconds, by a clock that is off. */
const clockOffBy =
	(seconds: number): Arrange =>
	(bench) => {
		const now = Date.now() + seconds * 1_000;
		answer(429, undefined, retryAfter(httpDate(now + 2_000), httpDate(now)), 1)(bench);
	};

async function expireToken({ credentials }: Bench): Promise<void> {
	await credentials.storeToken({ access_token: 'an~expired~token', expires_in: 3_600 });
}

/** A token in the form that the sign-in service really issues. */
const signedToken = ['header', 'claims', 'signature']
	.map((part) => `eyJ${Buffer.from(part).toString('base64url')}`)
	.join('.');

/** The sandbox behind TLS, with a certificate that nobody vouches for. */
async function connectByTls(bench: Bench): Promise<void> {
	const { port } = new URL(bench.sandbox.origin);
	const server = createTlsServer({ key: privateKey, cert: certificate }, (socket) => {
		socket.pipe(connect(Number(port), '127.0.0.1')).pipe(socket);
	}).unref();
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	bench.connect({ apiBaseUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** Nothing listens here. */
const closedPort = 'http://127.0.0.1:9';

const unknownFate = 'Check in WorkPoint before you run it again.';
const mayHaveHappened = (message: string) =>
	`${message}${message.endsWith('.') ? '' : '.'} WorkPoint may have carried out this call`;
const changedNothing =
	'The call changed nothing in WorkPoint. Check the network and the environment of the credential, then run it again.';
const notCarriedOut = 'The call was not carried out.';
const lowerLimit =
	"Lower 'Requests per Minute' in the credential, especially when several n8n workers share the connection.";
const unavailable = 'The service is not available at the moment. Run it again later.';
const checkValues =
	'Check the values and IDs that were sent, and that the account may do this on the site.';
const status500 = 'WorkPoint answered with status 500 Internal Server Error.';
const broken = 'The connection to WorkPoint broke before the answer was complete';
const noToken = 'Microsoft issued no access token';
const signInClosed = `${noToken}. The sign-in service refused the connection`;
const isDown = `${noToken}: AADSTS90033: A transient error has occurred. Please try again.`;
const signInLater =
	'The sign-in service could not be reached or is not available. Check the network and the credential, then run it again. The call to WorkPoint was not carried out.';

const once: Outcome = { arrived: 1, carriedOut: 1 };
const repeated: Outcome = { arrived: 2, carriedOut: 1 };

/** The same for a read and for a write. */
const both = (outcome: Outcome) => ({ read: outcome, write: outcome });

/** A read that is repeated, and a write that is not, since it may have happened. */
const onlyRead = (message: string, happened: 0 | 1, code?: string) => ({
	read: repeated,
	write: {
		arrived: 1,
		carriedOut: happened,
		error: [
			mayHaveHappened(message),
			code === undefined ? unknownFate : `${unknownFate} (${code})`,
		],
	} satisfies Outcome,
});

/** An error that stays, for the body of a 500. */
const refusal = (message: string, forRead: string, forWrite = forRead) => ({
	read: { arrived: 3, error: [message, forRead] } satisfies Outcome,
	write: {
		arrived: 1,
		error: [forWrite.startsWith(unknownFate) ? mayHaveHappened(message) : message, forWrite],
	} satisfies Outcome,
});

/** An error that is not in WorkPoint's own form, so that the outcome of a write is unknown. */
const unproven = (message: string, advice: string) => ({
	read: { arrived: 1, error: [message, advice] } satisfies Outcome,
	write: {
		arrived: 1,
		error: [mayHaveHappened(message), `${unknownFate} ${advice}`],
	} satisfies Outcome,
});

/** A connection that failed before a call arrived, in a way that does not prove it. */
const unsure = (message: string, advice: string) => ({
	read: { arrived: 0, error: [message, `${changedNothing}${advice}`] } satisfies Outcome,
	write: {
		arrived: 0,
		error: [mayHaveHappened(message), `${unknownFate}${advice}`],
	} satisfies Outcome,
});

/** What the sign-in service tells, with an ID for support behind the advice. */
const withTraceId = (advice: string): string => expect.stringContaining(`${advice} Trace ID: `);

const rows: Row[] = [
	// The service asks to come back later.
	{
		what: '429 with seconds',
		arrange: answer(429, undefined, retryAfter('1'), 1),
		...both(repeated),
	},
	{
		what: '429 with a date',
		arrange: (bench) => answer(429, undefined, inTwoSeconds(), 1)(bench),
		...both(repeated),
	},
	{ what: '429 without a time', arrange: answer(429, undefined, {}, 1), ...both(repeated) },
	{
		what: '429 with no time left',
		arrange: answer(429, undefined, retryAfter('0'), 2),
		...both({ arrived: 3, carriedOut: 1 }),
	},
	{
		what: '429 with a date, the clock of the service ten minutes ahead',
		arrange: clockOffBy(10 * minute),
		...both(repeated),
	},
	{
		what: '429 with a date, the clock of the service ten minutes behind',
		arrange: clockOffBy(-10 * minute),
		...both(repeated),
	},
	{
		what: '429 that asks for more than ten minutes',
		arrange: answer(429, '{"Message":"Rate limit is exceeded."}', retryAfter('1200')),
		...both({
			arrived: 1,
			error: [
				'Rate limit is exceeded.',
				`${notCarriedOut} WorkPoint asked to wait 1200 s. ${lowerLimit} WorkPoint answered with status 429 Too Many Requests.`,
			],
		}),
	},
	{
		what: '429 again and again',
		arrange: answer(429, undefined, retryAfter('1')),
		...both({
			arrived: 10,
			error: [
				'WorkPoint answered 429 Too Many Requests without saying why',
				`${notCarriedOut} WorkPoint asked to wait 1 s. ${lowerLimit}`,
			],
		}),
	},
	{
		what: '503 with seconds',
		arrange: answer(503, undefined, retryAfter('1'), 1),
		...both(repeated),
	},
	{
		what: '503 with a date',
		arrange: (bench) => answer(503, undefined, inTwoSeconds(), 1)(bench),
		...both(repeated),
	},
	{
		what: '503 that asks for more than ten minutes',
		arrange: answer(503, undefined, retryAfter('1200')),
		...both({
			arrived: 1,
			error: [
				'WorkPoint answered 503 Service Unavailable without saying why',
				`${notCarriedOut} WorkPoint asked to wait 1200 s. ${unavailable}`,
			],
		}),
	},
	{
		what: '503 without a time',
		arrange: answer(503, undefined, {}, 1),
		...onlyRead('WorkPoint answered 503 Service Unavailable without saying why', 0),
	},

	// The service fails.
	{
		what: '500 with ExceptionMessage',
		arrange: answer(
			500,
			'{"Message":"An error has occurred.","ExceptionMessage":"The list is locked."}',
		),
		...refusal('The list is locked.', `${checkValues} ${status500}`),
	},
	{
		what: '500 with Message only',
		arrange: answer(500, '{"Message":"An error has occurred."}'),
		...refusal('An error has occurred.', `${checkValues} ${status500}`),
	},
	{
		what: '500 with an inner exception',
		arrange: answer(
			500,
			'{"ExceptionMessage":"Saving failed.","InnerException":{"ExceptionMessage":"Hours is read-only."}}',
		),
		...refusal('Saving failed. Hours is read-only.', `${checkValues} ${status500}`),
	},
	{
		what: '500 with model state',
		arrange: answer(
			500,
			'{"Message":"The request is invalid.","ModelState":{"data.Title":["The Title field is required."]}}',
		),
		...refusal(
			'The request is invalid. Title: The Title field is required.',
			`${checkValues} ${status500}`,
		),
	},
	{
		what: '500 with a JSON text',
		arrange: answer(500, '"The list is locked."'),
		...refusal('The list is locked.', `${checkValues} ${status500}`, `${unknownFate} ${status500}`),
	},
	{
		what: '500 with plain text',
		arrange: answer(500, 'Object reference not set', { 'content-type': 'text/plain' }),
		...refusal(
			'Object reference not set',
			`${checkValues} ${status500}`,
			`${unknownFate} ${status500}`,
		),
	},
	{
		what: '500 with a web page',
		arrange: answer(500, '<html><head><title>Runtime Error</title></head></html>', html),
		...refusal(
			'A web page with status 500 Internal Server Error was returned instead of an answer from WorkPoint: Runtime Error',
			checkValues,
			unknownFate,
		),
	},
	{
		what: '500 with an empty object',
		arrange: answer(500, '{}'),
		...refusal(
			'WorkPoint answered 500 Internal Server Error without saying why',
			checkValues,
			unknownFate,
		),
	},
	{
		what: '500 with nothing',
		arrange: answer(500),
		...refusal(
			'WorkPoint answered 500 Internal Server Error without saying why',
			checkValues,
			unknownFate,
		),
	},
	{
		what: '500 that quotes the sign-in',
		arrange: async (bench) => {
			const { credentials } = bench;
			await credentials.storeToken({ access_token: signedToken });
			const quoted = credentials.secrets.map((secret) => `Bearer ${secret} secret=${secret}`);
			answer(500, JSON.stringify({ ExceptionMessage: `Refused ${quoted.join(' ')}` }))(bench);
		},
		...refusal(
			'Refused Bearer *** secret=*** Bearer *** secret=***',
			`${checkValues} ${status500}`,
		),
	},
	{
		what: '500 once',
		arrange: answer(500, undefined, {}, 1),
		...onlyRead('WorkPoint answered 500 Internal Server Error without saying why', 0),
	},
	...[502, 503, 504].flatMap((status): Row[] => {
		const name = `${status} ${STATUS_CODES[status]}`;
		const own = 'An error has occurred.';
		const answered = (message: string, body: string, type = 'application/json'): Row => ({
			what: `${name} with ${type === 'text/plain' ? 'text' : body}, although the call is carried out`,
			arrange: hit({
				times: always,
				answer: { status, body, headers: { 'content-type': type }, isProcessed: true },
			}),
			read: {
				arrived: 3,
				error: [message, `${unavailable} WorkPoint answered with status ${name}.`],
			},
			write: {
				arrived: 1,
				carriedOut: 1,
				error: [mayHaveHappened(message), `${unknownFate} WorkPoint answered with status ${name}.`],
			},
		});
		return [
			answered('upstream timed out', 'upstream timed out', 'text/plain'),
			answered(own, JSON.stringify({ Message: own })),
		];
	}),
	{
		what: '504 of a gateway, although the call is carried out',
		arrange: hit({ answer: { status: 504, isProcessed: true } }),
		...onlyRead('WorkPoint answered 504 Gateway Timeout without saying why', 1),
	},

	// The connection fails.
	{
		what: 'a reset before the call was read',
		arrange: hit({ kind: 'resetBefore' }),
		...onlyRead(broken, 0, 'ECONNRESET'),
	},
	{
		what: 'a reset after the call was carried out',
		arrange: hit({ kind: 'resetAfter' }),
		...onlyRead(broken, 1, 'ECONNRESET'),
	},
	{
		what: 'resets again and again',
		arrange: hit({ kind: 'resetAfter', times: always }),
		read: { arrived: 3, error: [broken, `${changedNothing} (ECONNRESET)`] },
		write: {
			arrived: 1,
			carriedOut: 1,
			error: [mayHaveHappened(broken), `${unknownFate} (ECONNRESET)`],
		},
	},
	{
		what: 'half an answer',
		arrange: hit({ kind: 'cutOff' }),
		...onlyRead(broken, 1, 'ERR_BAD_RESPONSE'),
	},
	{
		what: 'a call that stalls and is not carried out',
		arrange: hit({ kind: 'stall' }),
		timeout: 2,
		...onlyRead('WorkPoint did not answer in time', 0, 'ECONNABORTED'),
	},
	{
		what: 'a call that is carried out and stalls',
		arrange: hit({ kind: 'stallAfter' }),
		timeout: 2,
		...onlyRead('WorkPoint did not answer in time', 1, 'ECONNABORTED'),
	},
	{
		what: 'a connection that is refused',
		arrange: (bench) => bench.connect({ apiBaseUrl: closedPort }),
		...both({
			arrived: 0,
			error: ['The WorkPoint Web API refused the connection', `${changedNothing} (ECONNREFUSED)`],
		}),
	},
	{
		what: 'an address that does not exist',
		arrange: (bench) => bench.connect({ apiBaseUrl: 'https://api.workpoint365.invalid' }),
		...both({
			arrived: 0,
			error: [
				'The address of the WorkPoint Web API could not be found',
				expect.stringMatching(
					/^The call changed nothing in WorkPoint\. .* \((ENOTFOUND|EAI_AGAIN)\)$/,
				),
			],
		}),
	},

	{
		what: 'a certificate that is not trusted',
		arrange: connectByTls,
		...both({
			arrived: 0,
			error: [
				'The certificate of the WorkPoint Web API is not trusted',
				`${notCarriedOut} If a proxy inspects n8n's traffic, set NODE_EXTRA_CA_CERTS to the file of its certificate and restart n8n. (DEPTH_ZERO_SELF_SIGNED_CERT)`,
			],
		}),
	},
	{
		what: '407 of a proxy that asks for a user',
		arrange: answer(407, undefined, { 'Proxy-Authenticate': 'Basic realm="proxy"' }),
		...both({
			arrived: 1,
			error: [
				'The proxy between n8n and WorkPoint asks for a user name and password (407 Proxy Authentication Required)',
				`Set them in n8n's HTTPS_PROXY variable, such as http://user:password@proxy.example.com:3128, and restart n8n. ${notCarriedOut}`,
			],
		}),
	},
	{
		what: '407 that may be of WorkPoint itself',
		arrange: answer(407),
		...unproven(
			'WorkPoint answered 407 Proxy Authentication Required without saying why',
			"A proxy between n8n and WorkPoint asks for a user name and password. Check n8n's HTTPS_PROXY variable.",
		),
	},
	{
		what: 'an address that speaks no TLS',
		arrange: (bench) =>
			bench.connect({ apiBaseUrl: bench.sandbox.origin.replace('http:', 'https:') }),
		...unsure(broken, ' (EPROTO)'),
	},

	// The answer is none.
	{
		what: 'a web page with status 200',
		arrange: hit({ kind: 'html' }),
		read: {
			arrived: 1,
			error: [
				'WorkPoint answered with a web page instead of data: Sign in to your account',
				'A proxy or sign-in page may sit between n8n and WorkPoint, or the answer was cut off. Check the environment of the credential.',
			],
		},
		write: {
			arrived: 1,
			error: [
				mayHaveHappened(
					'WorkPoint answered with a web page instead of data: Sign in to your account',
				),
				unknownFate,
			],
		},
	},
	{
		what: 'JSON that ends early',
		arrange: hit({ answer: { status: 200, body: '[{"Id":"6a1f', isProcessed: true } }),
		read: {
			arrived: 1,
			error: [
				'WorkPoint sent an answer that is not valid JSON',
				'A proxy or sign-in page may sit between n8n and WorkPoint, or the answer was cut off. Check the environment of the credential.',
			],
		},
		write: {
			arrived: 1,
			carriedOut: 1,
			error: [mayHaveHappened('WorkPoint sent an answer that is not valid JSON'), unknownFate],
		},
	},
	{
		what: 'JSON that is labeled as text',
		arrange: hit({
			answer: {
				status: 200,
				body: '3',
				headers: { 'content-type': 'text/plain' },
				isProcessed: true,
			},
		}),
		read: { arrived: 1, json: [{ Value: 3 }] },
		write: once,
	},
	{
		what: 'a redirect to a sign-in page',
		arrange: answer(302, undefined, { location: 'https://login.microsoftonline.com/' }),
		...unproven(
			'WorkPoint answered 302 Found without saying why',
			'A proxy or sign-in page may sit between n8n and WorkPoint. Check the environment of the credential.',
		),
	},
	{
		what: 'a status that says nothing',
		arrange: answer(405),
		...unproven(
			'WorkPoint answered 405 Method Not Allowed without saying why',
			'Check the address and the values that were sent.',
		),
	},

	// The sign-in fails.
	{
		what: 'a token that expires in the middle',
		arrange: expireToken,
		...both(repeated),
	},
	{
		what: 'a token that the Web API never accepts',
		arrange: ({ sandbox }) => {
			sandbox.signIn.fault = 'noPermission';
		},
		...both({
			arrived: 2,
			error: [
				'WorkPoint refused the sign-in of this credential',
				'Open the credential and test it. The app registration needs the API permission "Access WorkPoint365 WebAPI" with admin consent.',
			],
		}),
	},
	{
		what: 'a sign-in service that is down',
		arrange: ({ sandbox }) => {
			sandbox.signIn.fault = 'down';
		},
		...both({ arrived: 0, error: [isDown, withTraceId(signInLater)] }),
	},
	{
		what: 'a sign-in service that is down for a moment',
		arrange: ({ sandbox }) => {
			sandbox.signIn.fault = 'down';
			setTimeout(() => {
				sandbox.signIn.fault = undefined;
			}, 300);
		},
		...both(once),
	},
	{
		what: 'a sign-in service that is down when the token expires',
		arrange: async (bench) => {
			await expireToken(bench);
			bench.sandbox.signIn.fault = 'down';
		},
		// The Web API refused the old token each time.
		...both({ arrived: 3, error: [isDown, withTraceId(signInLater)] }),
	},
	{
		what: 'a sign-in service that is not there',
		arrange: (bench) => bench.connect({ loginUrl: closedPort }),
		...both({ arrived: 0, error: [signInClosed, `${signInLater} (ECONNREFUSED)`] }),
	},
	{
		what: 'a sign-in service that is not there when the token expires',
		arrange: async (bench) => {
			bench.connect({ loginUrl: closedPort });
			await expireToken(bench);
		},
		...both({ arrived: 3, error: [signInClosed, `${signInLater} (ECONNREFUSED)`] }),
	},
	{
		what: 'a sign-in service whose address does not exist when the token expires',
		arrange: async (bench) => {
			bench.connect({ loginUrl: 'https://login.workpoint365.invalid' });
			await expireToken(bench);
		},
		...both({
			arrived: 3,
			error: [
				`${noToken}. The address of the sign-in service could not be found`,
				expect.stringMatching(
					/^The sign-in service could not be reached.+\((ENOTFOUND|EAI_AGAIN)\)$/,
				),
			],
		}),
	},
	{
		what: 'a secret that is replaced before the token expires',
		arrange: async (bench) => {
			await expireToken(bench);
			bench.sandbox.signIn.fault = 'wrongSecret';
		},
		...both({
			arrived: 1,
			error: [
				'Microsoft rejected the sign-in: AADSTS7000215: Invalid client secret provided.',
				withTraceId(
					'Enter a valid value (not the ID) of a client secret that has not expired in the credential. The call to WorkPoint was not carried out.',
				),
			],
		}),
	},
	{
		what: 'a missing consent',
		arrange: ({ sandbox }) => {
			sandbox.signIn.fault = 'noConsent';
		},
		...both({
			arrived: 0,
			error: [
				'Microsoft rejected the sign-in: AADSTS65001: The user or administrator has not consented to use the application.',
				withTraceId(
					'Grant the app registration the API permission "Access WorkPoint365 WebAPI" and admin consent. The call to WorkPoint was not carried out.',
				),
			],
		}),
	},
	{
		what: 'a user whose sign-in can no longer be renewed',
		arrange: async (bench) => {
			bench.connect({ grantType: 'authorizationCode' });
			await bench.credentials.storeToken({ access_token: 'old~one', refresh_token: 'revoked~one' });
		},
		...both({
			arrived: 1,
			error: [
				noToken,
				'Open the credential, check its fields and connect or test it again. The call to WorkPoint was not carried out.',
			],
		}),
	},
];

/** An outcome in a few words, for the table of docs/failures.md. */
function inWords({ arrived, carriedOut = 0, error }: Outcome, kind: 'read' | 'write'): string {
	const counts = [`${arrived} ${arrived === 1 ? 'call' : 'calls'}`];
	if (kind === 'write') counts.push(`carried out ${carriedOut}×`);
	return `${error?.[0].replace(/\|/g, '\\|') ?? 'Works'} (${counts.join(', ')})`;
}

/** A page without what a formatter makes of its table. */
const unformatted = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test('docs/failures.md shows the outcome of each failure [generated]', () => {
	const file = 'docs/failures.md';
	const head = [
		'# Failures',
		'What comes of one read and of one write that meet a failure, counted at the sandbox. `npm run generate` writes this page.',
		'The rules: a call that surely was not carried out is tried again; a read is tried again after anything that may pass; a write that may have been carried out is never repeated, and the error says so. Only an error in WorkPoint’s own form, with a status from 400 to 500, proves that a write was refused, and only a connection that never came about, a certificate that n8n did not accept, a proxy that asks for a user, or n8n’s own protection proves that it was not sent. [Environments](environments.md) has proxies and certificates.',
		'| Failure | A read | A write |\n| --- | --- | --- |',
	];
	const lines = rows.map(
		(row) => `| ${row.what} | ${inWords(row.read, 'read')} | ${inWords(row.write, 'write')} |`,
	);
	const page = `${head.join('\n\n')}\n${lines.join('\n')}\n`;
	if (process.env.GENERATE) writeFileSync(file, page);
	else expect(unformatted(readFileSync(file, 'utf8'))).toBe(unformatted(page));
});

describe.each([
	['read', read, [{ Title: 'Archive project', Id: ids.actions.archiveProject }]],
	['write', write, [{ EntityId: 3 }]],
] as const)('a %s that meets', (kind, parameters, usual) => {
	// Side by side, since they mostly wait.
	test.concurrent.each(rows)('$what', async ({ arrange, timeout = 300, ...row }) => {
		const expected = row[kind];
		await Bench.use(async (bench) => {
			await arrange(bench);
			const result = await bench.run({ ...parameters, options: { timeout } });
			const { message, description } = result.error ?? {};
			expect([message, description]).toEqual(expected.error ?? [undefined, undefined]);
			expect(result.json).toEqual(expected.error ? [] : (expected.json ?? usual));
			expect(bench.arrived()).toBe(expected.arrived);
			expect(bench.created()).toHaveLength(kind === 'write' ? (expected.carriedOut ?? 0) : 0);
			bench.expectNoSecrets(result);
		});
	});
});

describe('among many writes', () => {
	const titles = Array.from({ length: 20 }, (_, i) => `Company ${String(i).padStart(2, '0')}`);
	const input = titles.map((title) => ({ title }));
	const goOn: Partial<INode> = { onError: 'continueRegularOutput' };

	/** With answers slow enough for several calls to be under way. */
	const useSlow = async (test: (bench: Bench) => Promise<void>) =>
		await Bench.use(async (bench) => {
			bench.sandbox.options.latency = 20;
			await test(bench);
		});

	test('each is carried out once when the service asks for some to be retried', async () => {
		await useSlow(async (bench) => {
			bench.whenArrived(3, hit({ answer: { status: 429, headers: retryAfter('1') }, times: 3 }));
			const { error } = await bench.run(write, input);
			expect(error).toBeUndefined();
			expect(bench.arrived(429)).toBe(3);
			expect(bench.arrived()).toBe(20 + 3);
			expect(bench.created().sort()).toEqual(titles);
		});
	});

	test('each is carried out once, with one new token, when the token expires halfway through', async () => {
		await useSlow(async (bench) => {
			bench.whenArrived(3, ({ sandbox }) => sandbox.signIn.expireTokens());
			const { error } = await bench.run(write, input);
			expect(error).toBeUndefined();
			expect(bench.sandbox.signIn.issued).toBe(2);
			expect(bench.arrived(401)).toBeGreaterThan(0);
			expect(bench.arrived()).toBe(20 + bench.arrived(401));
			expect(bench.created().sort()).toEqual(titles);
		});
	});

	test.each<[what: string, fault: Fault, created: number]>([
		['breaks before it was read', { kind: 'resetBefore' }, 19],
		['breaks after it was carried out', { kind: 'resetAfter' }, 20],
	])('only the one that %s fails, and none is sent twice', async (_what, fault, created) => {
		await useSlow(async (bench) => {
			bench.whenArrived(3, hit(fault));
			const result = await bench.run(write, input, goOn);
			expect(result.json).toHaveLength(20);
			expect(result.json.map(({ error }) => error).filter(Boolean)).toEqual([
				mayHaveHappened(broken),
			]);
			expect(bench.arrived()).toBe(20);
			expect(bench.created()).toHaveLength(created);
			expect(new Set(bench.created()).size).toBe(created);
			bench.expectNoSecrets(result);
		});
	});

	test('those after a failure are not sent, and the error tells how many were carried out', async () => {
		await useSlow(async (bench) => {
			bench.whenArrived(3, hit({ kind: 'resetBefore' }));
			const { error } = await bench.run(write, input);
			const done = bench.created().length;
			expect(error?.message).toBe(mayHaveHappened(broken));
			expect(error?.description).toBe(
				`${unknownFate} (ECONNRESET) ${done} of 20 items had been processed and 1 may have been processed when the node stopped; running it again repeats them.`,
			);
			expect(bench.arrived()).toBe(done + 1);
			expect(done).toBeLessThan(19);
		});
	});
});

test('parallel writes whose answers are lost are counted as such', async () => {
	await Bench.use(async (bench) => {
		bench.sandbox.options.latency = 300;
		const input = Array.from({ length: 20 }, (_, i) => ({ title: `Company ${i}` }));
		// The first goes alone; of the five that follow, three lose their answers.
		bench.whenArrived(1, hit({ kind: 'resetAfter', times: 3 }));
		const { error } = await bench.run({ ...write, options: { concurrency: 5 } }, input);
		expect(error?.description).toContain(
			'3 of 20 items had been processed and 3 may have been processed when the node stopped',
		);
		expect(bench.arrived()).toBe(6);
		expect(bench.created()).toHaveLength(6);
	});
});

test.each([
	['read', read],
	['write', write],
])(
	'a %s is retried when the name is resolved only at the second attempt',
	async (_kind, parameters) => {
		await Bench.use(async (bench) => {
			bench.connect({ apiBaseUrl: bench.sandbox.origin.replace('127.0.0.1', 'localhost') });
			const failure = { code: 'EAI_AGAIN', syscall: 'getaddrinfo', hostname: 'localhost' };
			const lookup = jest.spyOn(dns, 'lookup').mockImplementationOnce(((...args: unknown[]) => {
				const done = args.at(-1) as (error: Error) => void;
				process.nextTick(done, Object.assign(new Error('getaddrinfo EAI_AGAIN'), failure));
			}) as typeof dns.lookup);
			const { error } = await bench.run(parameters);
			expect(lookup.mock.calls.map(([name]) => name)).toEqual(['localhost', 'localhost']);
			lookup.mockRestore();
			expect(error).toBeUndefined();
			expect(bench.arrived()).toBe(1);
		});
	},
);

describe('clock skew', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['ahead', 10 * minute],
		['behind', -10 * minute],
	])('of a service that is %s does not change how long it asks us to wait', async (_where, off) => {
		await Bench.use(async (bench) => {
			clockOffBy(off)(bench);
			await bench.run(write);
			const [refused, accepted] = bench.sandbox.requests.map(({ time }) => time);
			expect(Number(accepted) - Number(refused)).toBeGreaterThanOrEqual(1_990);
			expect(Number(accepted) - Number(refused)).toBeLessThan(10_000);
		});
	});

	test('does not expire a token that the service accepts', async () => {
		await Bench.use(async (bench) => {
			await bench.run(read);
			const { oauthTokenData } = await bench.credentials.getDecrypted();
			// As it looks to a clock that is years ahead.
			await bench.credentials.storeToken({
				...(oauthTokenData as IDataObject),
				n8n_expires_at: '1',
			});
			expect((await bench.run(read)).error).toBeUndefined();
			expect(bench.sandbox.signIn.issued).toBe(1);
			expect(bench.arrived()).toBe(2);
		});
	});

	test.each([
		['back', -30 * minute],
		['forth', 30 * minute],
	])('that moves our clock %s during a wait has no effect on it', async (_where, seconds) => {
		await Bench.use(async (bench) => {
			answer(429, undefined, retryAfter('2'), 1)(bench);
			const now = Date.now.bind(Date);
			bench.whenArrived(1, () =>
				jest.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1_000),
			);
			const before = performance.now();
			expect((await bench.run(write)).json).toEqual([{ EntityId: 3 }]);
			expect(performance.now() - before).toBeGreaterThanOrEqual(1_990);
			expect(performance.now() - before).toBeLessThan(10_000);
		});
	});
});

describe('cancelling ends the node within a second and sends nothing more', () => {
	test.each<[what: string, parameters: INodeParameters, arrange: Arrange, arrived: number]>([
		['while the service asks to wait', write, answer(429, undefined, retryAfter('30')), 1],
		['while it pauses before a further try', read, answer(500), 8],
		['while WorkPoint does not answer', write, hit({ kind: 'stall', times: always }), 1],
		[
			'while the sign-in service does not answer',
			write,
			(bench) => bench.connect({ loginUrl: silentOrigin() }),
			0,
		],
		[
			'while the throttle holds it back',
			write,
			(bench) => bench.connect({ requestsPerMinute: 2 }),
			2,
		],
	])('%s', async (_what, parameters, arrange, arrived) => {
		await Bench.use(async (bench) => {
			await arrange(bench);
			let cancelledAt = 0;
			const input = ['A', 'B', 'C', 'D'].map((title) => ({ title }));
			await bench.run(parameters, input, {}, (cancel) => {
				bench.whenArrived(arrived, async () => {
					await delay(200);
					cancelledAt = performance.now();
					cancel();
				});
			});
			expect(performance.now() - cancelledAt).toBeLessThan(1_000);
			await delay(1_500);
			expect(bench.arrived()).toBe(arrived);
		});
	});

	/** A server that takes connections and never answers. */
	let silent: Server;
	const silentOrigin = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

	beforeAll(async () => {
		silent = createServer();
		await new Promise<void>((resolve) => {
			silent.listen(0, '127.0.0.1', resolve);
		});
		// The first call of all compiles the contract, which takes its time.
		await Bench.use(async (bench) => void (await bench.run(read)));
	});

	afterAll(async () => {
		silent.closeAllConnections();
		await new Promise((resolve) => silent.close(resolve));
	});
});
