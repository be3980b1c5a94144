import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import type { Fault } from '../../sandbox/server/faults';
import { ids, offerUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
import { clientSecret } from '../../sandbox/services/signIn';
import { createCompany as create } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

const getActions = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: byId(ids.projects),
};

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

async function run(parameters: INodeParameters, input?: IDataObject[]): Promise<Result> {
	return await runNode(workPointNode(parameters), credentials, input);
}

describe('what the service reports', () => {
	test.each<[what: string, answer: NonNullable<Fault['answer']>, message: string]>([
		[
			'model state',
			{
				status: 400,
				body: '{"Message":"The request is invalid.","ModelState":{"data.Title":["The Title field is required."]}}',
			},
			'The request is invalid. Title: The Title field is required.',
		],
		[
			'only Message',
			{ status: 403, body: '{"Message":"No license for integration."}' },
			'No license for integration.',
		],
		[
			'a web page',
			{
				status: 502,
				headers: { 'content-type': 'text/html' },
				body: '<html><head><title>Bad gateway</title></head></html>',
			},
			'A web page with status 502 Bad Gateway was returned instead of an answer from WorkPoint: Bad gateway. WorkPoint may have carried out this call',
		],
		[
			'nothing',
			{ status: 404 },
			'WorkPoint answered 404 Not Found without saying why. WorkPoint may have carried out this call',
		],
		[
			'plain text',
			{ status: 409, headers: { 'content-type': 'text/plain' }, body: 'Save conflict' },
			'Save conflict. WorkPoint may have carried out this call',
		],
		[
			'text with the letters of an errno',
			{ status: 500, body: '{"ExceptionMessage":"SitePermissions are missing"}' },
			'SitePermissions are missing',
		],
	])('%s becomes a readable message', async (_what, answer, message) => {
		sandbox.faults.add({ times: 10, answer });
		const { error } = await run(create, [{ title: 'x' }]);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toHaveLength(1);
	});

	describe('a secret that the service quotes is not revealed', () => {
		const password = 'the+secret/of="this"&that';
		const basic = (secret: string) => Buffer.from(`client:${secret}`).toString('base64');
		const xwsse: INodeParameters = {
			resource: 'digitalSignature',
			operation: 'generateXwsseHeader',
			signInWith: 'fields',
			userName: 'key',
			password,
		};
		const quotes: Array<[where: string, quote: (secret: string) => string]> = [
			['in prose', (secret) => `Refused ${secret}.`],
			['in JSON', (secret) => JSON.stringify({ x: secret })],
			['in XML', (secret) => `<P>${secret.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}</P>`],
			['as Basic', basic],
		];
		const expectNoSecret = ({
			message,
			description,
		}: {
			message: string;
			description?: unknown;
		}) => {
			for (const part of ['the+secret', basic(password), clientSecret, basic(clientSecret)])
				expect(`${message} ${String(description)}`).not.toContain(part);
		};

		test.each(quotes)('%s of an error', async (_where, quote) => {
			const body = JSON.stringify({ ExceptionMessage: quote(password) });
			sandbox.faults.add({ times: 3, answer: { status: 500, body } });
			const { error } = await run(xwsse);
			expect(error?.message).toContain('***');
			expectNoSecret(error as Error);
		});

		test.each(quotes)('%s of the text of a gateway', async (_where, quote) => {
			const headers = { 'content-type': 'text/plain' };
			sandbox.faults.add({ times: 3, answer: { status: 502, headers, body: quote(password) } });
			const { error } = await run(xwsse);
			expectNoSecret(error as Error);
		});

		test.each(quotes)('%s of an answer of 200', async (_where, quote) => {
			const body = JSON.stringify({ Ok: false, Errors: [{ Text: quote(clientSecret) }] });
			sandbox.faults.add({ answer: { status: 200, body } });
			const { error } = await run({
				resource: 'apiRequest',
				operation: 'request',
				method: 'POST',
				path: '/api/Any',
			});
			expectNoSecret(error as Error);
		});

		test.each(quotes)('%s of the reason why an entity cannot be read', async (_where, quote) => {
			const body = JSON.stringify({ ExceptionMessage: quote(clientSecret) });
			sandbox.faults.add({ method: 'GET', times: 10, answer: { status: 400, body } });
			const { json } = await run({ ...create, options: { returnEntity: true } }, [{ title: 'x' }]);
			expect(json[0]?.EntityId).toEqual(expect.any(Number));
			expectNoSecret({ message: String(json[0]?.EntityError) });
		});
	});

	test('a 200 that reports a failure is a failed item, unless the option says otherwise', async () => {
		const add = {
			resource: 'digitalSignature',
			operation: 'addDocument',
			transactionId: 'unknown',
			documentSiteUrl: projectSiteUrl,
			documentUrl: offerUrl,
			setPropertiesBehaviour: 'ReturnOnErrors',
			declareAsRecordBehaviour: 'DoNotDeclare',
			signingType: 'StandardSigning',
		};
		const { error } = await run(add);
		expect(error?.message).toBe(
			'No log entry was found for transaction unknown. (LogEntryNotFound).',
		);
		const { json } = await run({ ...add, options: { failOnServiceErrors: false } });
		expect(json[0]?.Errors).toEqual([expect.objectContaining({ ErrorType: 'LogEntryNotFound' })]);
	});

	test.each([
		['a wrong secret', { clientSecret: 'wrong' }, /^Microsoft rejected the sign-in: AADSTS7000215/],
		[
			'an unknown application',
			{ clientId: 'wrong' },
			/^Microsoft rejected the sign-in: AADSTS700016/,
		],
		['an unknown tenant', { tenantId: 'wrong' }, /^Microsoft rejected the sign-in: AADSTS90002/],
		[
			'a wrong resource',
			{ resource: 'https://example.com/x' },
			/^Microsoft rejected the sign-in: AADSTS500011/,
		],
	])(
		'%s is reported with the text of the sign-in service, after one attempt and without the secret',
		async (_what, change, message) => {
			credentials = new TestCredentials({ ...sandbox.connection, ...change });
			const { error } = await run(getActions);
			expect(error?.message).toMatch(message);
			expect(error?.description).toMatch(/credential/);
			expect(JSON.stringify(error)).not.toContain(sandbox.connection.clientSecret);
			expect(sandbox.requests).toEqual([]);
		},
	);
});

test('a 403, which can also mean an expired sign-in, names license, site and sign-in', async () => {
	sandbox.faults.add({ path: '/Actions', answer: { status: 403, body: 'Forbidden' } });
	const { error } = await run(getActions);
	expect(error?.description).toMatch(/licensed.*site.*sign-in.*test it, or connect it again/);
});
