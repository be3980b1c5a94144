import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { WorkPointXwsseApi } from '../../credentials/WorkPointXwsseApi.credentials';
import { TestCredentials } from '../../n8n/n8nEngine';
import { checkProviderAccount } from '../../nodes/concepts/providerAccount';
import type { Sandbox } from '../../sandbox';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

let sandbox: Sandbox;

sandboxForEach((started) => (sandbox = started));

async function generate(
	parameters: INodeParameters,
	account?: ICredentialDataDecryptedObject,
): Promise<Result> {
	const credentials = new TestCredentials(sandbox.connection);
	const workPointOAuth2Api = { id: 'workpoint', name: 'Sandbox' };
	const workPointXwsseApi = { id: 'penneo', name: 'Penneo' };
	if (account !== undefined) credentials.add(new WorkPointXwsseApi(), account);
	const node = workPointNode(
		{ resource: 'digitalSignature', operation: 'generateXwsseHeader', ...parameters },
		{ credentials: account ? { workPointOAuth2Api, workPointXwsseApi } : { workPointOAuth2Api } },
	);
	return await runNode(node, credentials, [{ key: 'key 1' }, { key: 'key 2' }]);
}

describe('the X-WSSE header is generated', () => {
	test('for the account of a credential by default', async () => {
		const { json, error } = await generate({}, { userName: 'our key', password: 'our secret' });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(json[0]?.XwsseHeader).toMatch(/^UsernameToken Username="our key"/);
		expect(sandbox.requests[0]?.body).toEqual({ UserName: 'our key', Password: 'our secret' });
		expect(sandbox.requests[0]?.headers.authorization).toMatch(/^Bearer /);
	});

	test('for a different account for each item, from fields', async () => {
		const { json, error } = await generate({
			signInWith: 'fields',
			userName: '={{ $json.key }}',
			password: 'secret',
		});
		expect(error).toBeUndefined();
		expect(json.map(({ XwsseHeader }) => /"(.+?)"/.exec(String(XwsseHeader))?.[1])).toEqual([
			'key 1',
			'key 2',
		]);
	});
});

describe('nothing is sent', () => {
	test.each([
		['User Name', { userName: '', password: 'secret' }],
		['Password', { userName: 'key', password: '' }],
	])('when %s of the credential is empty', async (label, account) => {
		const { error } = await generate({}, account);
		expect(error?.message).toBe(`'${label}' of the credential is empty`);
		expect(sandbox.requests).toEqual([]);
	});

	test('when the node has no such credential', async () => {
		const { error } = await generate({});
		expect(error?.message).toBe('Node does not have any credentials set for "workPointXwsseApi"');
		expect(sandbox.requests).toEqual([]);
	});

	test('when a field is empty', async () => {
		const { error } = await generate({
			signInWith: 'fields',
			userName: 'key',
			password: '={{ "" }}',
		});
		expect(error?.message).toBe("'Password' is empty");
		expect(sandbox.requests).toEqual([]);
	});
});

test('the password of the credential appears in no error', async () => {
	const password = 'a~secret~of~the~provider';
	const body = JSON.stringify({ Message: `The password ${password} is wrong` });
	sandbox.faults.add({ times: 2, answer: { status: 400, body } });
	const { error } = await generate({}, { userName: 'key', password });
	expect(error?.message).toBe('The password *** is wrong');
	expect(JSON.stringify(error)).not.toContain(password);
});

test('the test of the credential reports which field is empty', async () => {
	const check = async (data: ICredentialDataDecryptedObject) =>
		await checkProviderAccount.call({} as never, { id: '', name: '', type: '', data });
	expect(await check({ userName: 'key', password: 'secret' })).toMatchObject({ status: 'OK' });
	expect(await check({ userName: ' ', password: 'secret' })).toEqual({
		status: 'Error',
		message: "'User Name' is empty",
	});
	expect(await check({ userName: 'key' })).toEqual({
		status: 'Error',
		message: "'Password' is empty",
	});
});
