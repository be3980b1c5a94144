import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { WorkPointCertificateApi } from '../../credentials/WorkPointCertificateApi.credentials';
import { TestCredentials } from '../../n8n/n8nEngine';
import type { Sandbox } from '../../sandbox';
import { expiredCertificate, privateKey } from '../../sandbox/services/testCertificate';
import { createCompany } from '../support/cases/case';
import { editorContext, runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	connect({});
});

function connect(change: ICredentialDataDecryptedObject): void {
	const data = { ...sandbox.certificateConnection, ...change };
	credentials = new TestCredentials(data, new WorkPointCertificateApi());
}

const signedBy = {
	credentials: { workPointCertificateApi: { id: 'certificate', name: 'Sandbox' } },
};

async function run(count = 1, more = {}): Promise<Result> {
	const node = workPointNode(
		{ ...createCompany, authentication: 'certificate', ...more },
		signedBy,
	);
	const items = Array.from({ length: count }, (_, i) => ({ title: `Company ${i}` }));
	return await runNode(node, credentials, items);
}

/** A line of the key, which nothing may tell. */
const keyLine = privateKey.split('\n')[1] ?? '';

describe('a workflow that signs in with a certificate', () => {
	test('calls the Web API, with one token for all items', async () => {
		const { json, error } = await run(20);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(20);
		expect(sandbox.signIn.issued).toBe(1);
		expect(sandbox.violations).toEqual([]);
	});

	test('keeps its token for the next run', async () => {
		await run();
		await run();
		expect(sandbox.signIn.issued).toBe(1);
	});

	test('renews an expired token, and does each thing once', async () => {
		await run();
		sandbox.signIn.expireTokens();
		const { error } = await run();
		expect(error).toBeUndefined();
		expect(sandbox.signIn.issued).toBe(2);
		const created = sandbox.requests.filter(({ status }) => status === 200);
		expect(created).toHaveLength(2);
	});

	test('fills the lists of the editor', async () => {
		const node = workPointNode({ authentication: 'certificate' }, signedBy);
		const context = editorContext(node, credentials);
		const { searchBusinessModules } = await import('../../nodes/concepts/businessModule');
		const { results } = await searchBusinessModules.call(context);
		expect(results).toHaveLength(sandbox.state.modules.size);
	});

	test('sends neither key nor certificate to anyone', async () => {
		await run();
		const sent = JSON.stringify(sandbox.requests);
		expect(sent).not.toContain(keyLine);
		expect(sent).not.toContain(sandbox.certificateConnection.publicCertificate.split('\n')[1]);
	});
});

describe('an error says what is wrong and how to fix it:', () => {
	test.each<
		[what: string, change: ICredentialDataDecryptedObject, message: string, description: RegExp]
	>([
		[
			'an expired certificate',
			{ publicCertificate: expiredCertificate },
			"'Certificate' in the credential expired on 2025-01-01",
			/^Create a new certificate, upload it .+ Nothing was sent to WorkPoint\./,
		],
		[
			'a key that is none',
			{ privateKey: 'secret' },
			"'Private Key' in the credential is not a PEM key",
			/BEGIN PRIVATE KEY/,
		],
		[
			'no client ID',
			{ clientId: ' ' },
			"'Client ID' in the credential is empty",
			/Application \(client\) ID/,
		],
		[
			'a shared tenant',
			{ tenantId: 'organizations' },
			`'Tenant ID' in the credential is "organizations", which an application cannot use to sign in`,
			/your own Entra tenant/,
		],
		[
			'a sign-in service in the open',
			{ loginUrl: 'http://login.example.com' },
			"'Sign-in URL' in the credential is not an https address",
			/^Enter an origin in the credential/,
		],
		[
			'a Web API in the open',
			{ apiBaseUrl: 'http://api.example.com' },
			"'API Base URL' in the credential is not an https address",
			/^Enter an origin in the credential/,
		],
		[
			'an unknown application',
			{ clientId: '00000000-0000-0000-0000-000000000000' },
			'Microsoft rejected the sign-in: AADSTS700016: Application was not found in the directory.',
			/^Check Client ID and Tenant ID in the credential/,
		],
	])('%s', async (_what, change, message, description) => {
		connect(change);
		const { error } = await run(3);
		expect(error).toMatchObject({ message, description: expect.stringMatching(description) });
		expect(sandbox.requests).toEqual([]);
		expect(JSON.stringify(error)).not.toContain(keyLine);
	});

	test('a certificate that was not uploaded', async () => {
		sandbox.signIn.certificate = expiredCertificate;
		const { error } = await run();
		expect(error?.message).toMatch(
			/^Microsoft rejected the sign-in: AADSTS700027: The certificate with identifier used to sign/,
		);
		expect(error?.description).toMatch(
			/^Upload the certificate of the credential to the app reg.+ Trace ID: /,
		);
		expect(sandbox.requests).toEqual([]);
	});

	test('a sign-in service that cannot be reached, after retries', async () => {
		connect({ loginUrl: 'http://127.0.0.1:9' });
		const { error } = await run();
		expect(error).toMatchObject({
			message: 'Microsoft issued no access token. The sign-in service refused the connection',
			description: expect.stringMatching(/^The sign-in service could not be reached/),
		});
		expect(JSON.stringify(error)).not.toContain('client_assertion');
	});

	test('a missing permission', async () => {
		sandbox.signIn.fault = 'noPermission';
		const { error } = await run();
		expect(error).toMatchObject({
			message: 'WorkPoint refused the sign-in of this credential',
			description: expect.stringMatching(/Access WorkPoint365 WebAPI/),
		});
	});
});
