import type { ICredentialType } from 'n8n-workflow';
import { runInNewContext } from 'node:vm';

import { WorkPointCertificateApi } from '../../credentials/WorkPointCertificateApi.credentials';
import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';
import { readCredential, readLimit } from '../../nodes/api/credential';

type Fields = Record<string, string>;

const contoso: Fields = {
	siteUrl: 'https://contoso.sharepoint.com/sites/WorkPoint',
	tenantId: 'contoso.com',
	environment: 'custom',
	apiBaseUrl: 'https://api.example.com',
	loginUrl: 'https://login.example.com',
};

/** What n8n makes of an expression of the credential. */
function computed(expression: unknown, fields: Fields): string {
	const code = /^=\{\{(.*)\}\}$/s.exec(String(expression))?.[1] ?? '';
	return String(runInNewContext(code, { $self: fields, $credentials: fields }));
}

function hidden(name: string, fields: Fields): string {
	const field = new WorkPointOAuth2Api().properties.find((property) => property.name === name);
	return computed(field?.default, fields);
}

function testUrl(type: ICredentialType, fields: Fields): string {
	return computed(type.test?.request.baseURL, fields);
}

describe('secrets are sent', () => {
	test.each<[address: string, origin: string]>([
		['https://login.example.com', 'https://login.example.com'],
		['  https://login.example.com/ ', 'https://login.example.com'],
		['HTTPS://login.example.com:8443', 'HTTPS://login.example.com:8443'],
		['https://login.example.com/tenant?x#y', 'https://login.example.com'],
		['http://localhost:3650', 'http://localhost:3650'],
		['http://127.0.0.1:3650/', 'http://127.0.0.1:3650'],
		['http://[::1]', 'http://[::1]'],
	])('to %s', (address, origin) => {
		const fields = { ...contoso, loginUrl: address, apiBaseUrl: address };
		const tokenUrl = `${origin}/contoso.com/oauth2/v2.0/token`;
		expect(hidden('accessTokenUrl', fields)).toBe(tokenUrl);
		expect(testUrl(new WorkPointOAuth2Api(), fields)).toBe(origin);
		expect(testUrl(new WorkPointCertificateApi(), fields)).toBe(origin);
		expect(readCredential(fields)).toMatchObject({
			tokenUrl: tokenUrl.replace('HTTPS', 'https'),
			apiBaseUrl: origin.replace('HTTPS', 'https'),
		});
	});
});

describe('no secret is sent', () => {
	test.each([
		'http://login.example.com',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'http://127.0.0.1@example.com',
		'http://localhost:80@example.com',
		'http://127.0.0.2',
		'https://127.0.0.1@example.com',
		'https://user:password@login.example.com',
		'ftp://login.example.com',
		'login.example.com',
		'/login',
		'https://',
		'javascript:alert(1)',
		' http://login.example.com',
		'ht\ntps://login.example.com x',
	])('to %j', (address) => {
		const unsafeSignIn = { ...contoso, loginUrl: address };
		const unsafeApi = { ...contoso, apiBaseUrl: address };
		for (const name of ['accessTokenUrl', 'authUrl']) {
			expect(hidden(name, unsafeSignIn)).toMatch(/^sign-in-url-must-start-with-https:\//);
			expect(hidden(name, unsafeApi)).toMatch(/^api-base-url-must-start-with-https:\//);
		}
		expect(testUrl(new WorkPointOAuth2Api(), unsafeApi)).toBe(
			'api-base-url-must-start-with-https:',
		);
		expect(() => readCredential(unsafeSignIn)).toThrow("'Sign-in URL' in the credential");
		expect(() => readCredential(unsafeApi)).toThrow("'API Base URL' in the credential");
	});

	test('to an empty API Base URL, while an empty Sign-in URL means that of Microsoft', () => {
		expect(hidden('accessTokenUrl', { ...contoso, apiBaseUrl: '' })).toMatch(/^api-base-url-must/);
		expect(() => readCredential({ ...contoso, apiBaseUrl: '' })).toThrow("'API Base URL'");
		const tokenUrl = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token';
		expect(hidden('accessTokenUrl', { ...contoso, loginUrl: '' })).toBe(tokenUrl);
		expect(readCredential({ ...contoso, loginUrl: '' })).toMatchObject({ tokenUrl });
	});
});

test.each([
	['production', 'https://api.workpoint365.com', 'https://workpoint365.dk/WorkPoint365.WebAPI'],
	['test', 'https://api-test.workpoint365.com', 'https://workpoint365.com/wp365webapitest'],
])('leftover values of a custom environment have no effect in %s', (environment, api, resource) => {
	const fields = {
		...contoso,
		environment,
		apiBaseUrl: 'http://x',
		loginUrl: 'http://x',
		resource: 'x',
	};
	const tokenUrl = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token';
	expect(hidden('accessTokenUrl', fields)).toBe(tokenUrl);
	expect(testUrl(new WorkPointOAuth2Api(), fields)).toBe(api);
	const scope = `${resource}/.default`;
	expect(hidden('scope', { ...fields, grantType: 'clientCredentials' })).toBe(scope);
	expect(readCredential(fields)).toMatchObject({ tokenUrl, apiBaseUrl: api, scope });
});

test('both credentials have the same connection fields, with the same order and wording', () => {
	const [oAuth2, certificate] = [new WorkPointOAuth2Api(), new WorkPointCertificateApi()].map(
		({ properties }) => properties.filter(({ name }) => name in contoso || name === 'resource'),
	);
	expect(certificate).toEqual(oAuth2);
	expect(oAuth2).toHaveLength(6);
});

describe("'Requests per Minute'", () => {
	test.each<[value: unknown, limit: number]>([
		[100, 100],
		[1, 1],
		[33.3, 33],
		[0, 0],
		['60', 60],
		[' 60 ', 60],
		['0', 0],
		['', 100],
		['  ', 100],
		[undefined, 100],
		[null, 100],
	])('of %p allows %d', (value, limit) => {
		expect(readLimit(value)).toBe(limit);
	});

	test.each([NaN, -1, -0.5, 0.5, '0.9', Infinity, -Infinity, 'many', '10 per second', '1,5', true])(
		'of %p is refused',
		(value) => {
			expect(() => readLimit(value)).toThrow(
				/^'Requests per Minute' in the credential must be a number/,
			);
		},
	);

	test.each([[[5]], [{}], [{ valueOf: () => 5 }]])('of an object is refused', (value) => {
		expect(() => readLimit(value)).toThrow(
			/^'Requests per Minute' in the credential must be a number/,
		);
	});
});
