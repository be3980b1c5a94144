import axios, { type AxiosInstance } from 'axios';

import { startSandbox, type Sandbox } from '../../sandbox';
import { pdfOf } from '../../sandbox/calls/documents';
import { providerAccount } from '../../sandbox/services/signingProvider';
import { xwsseHeader } from '../../sandbox/services/xwsse';

let sandbox: Sandbox;
let provider: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox({ signsAfter: 60_000 });
	provider = axios.create({ baseURL: `${sandbox.origin}/provider`, validateStatus: () => true });
});

afterAll(async () => {
	await sandbox.stop();
});

const signedInAs = (account = providerAccount) => ({
	headers: { 'X-WSSE': xwsseHeader(account), 'Content-Type': 'application/pdf' },
});

async function send(): Promise<{ id: string; status: string }> {
	const { data, status } = await provider.post(
		'/documents?name=Offer.pdf',
		await pdfOf('Offer'),
		signedInAs(),
	);
	expect(status).toBe(201);
	return data;
}

describe('the simulated signing provider', () => {
	test('returns the signed file after the signature, and not before', async () => {
		const { id, status } = await send();
		expect(status).toBe('waiting');
		expect((await provider.get(`/documents/${id}/file`, signedInAs())).status).toBe(409);
		await provider.post(`/documents/${id}/sign`);
		expect((await provider.get(`/documents/${id}`, signedInAs())).data).toEqual({
			id,
			name: 'Offer.pdf',
			status: 'signed',
		});
		const { data, headers } = await provider.get<string>(`/documents/${id}/file`, signedInAs());
		expect(headers['content-type']).toBe('application/pdf');
		expect(data).toMatch(/^%PDF-/);
		expect(data).toContain(`% Signed: document ${id}`);
	});

	test('signs automatically what nobody signs', async () => {
		const quick = await startSandbox({ signsAfter: 0 });
		const { data } = await provider.post(
			`${quick.origin}/provider/documents?name=Offer.pdf`,
			await pdfOf('Offer'),
			signedInAs(),
		);
		expect(data.status).toBe('signed');
		await quick.stop();
	});

	test('accepts only PDF documents', async () => {
		const { status } = await provider.post('/documents?name=Offer.docx', 'Offer', signedInAs());
		expect(status).toBe(400);
	});

	test('accepts a header once', async () => {
		const { id } = await send();
		const used = signedInAs();
		expect((await provider.get(`/documents/${id}`, used)).status).toBe(200);
		const { status, data } = await provider.get(`/documents/${id}`, used);
		expect([status, data.error]).toEqual([401, 'The nonce was used before.']);
	});

	test.each<[what: string, header: () => string | undefined, reason: RegExp]>([
		['no header', () => undefined, /missing/],
		['another scheme', () => 'Basic ZGVtbw==', /not a user name token/],
		['a wrong password', () => xwsseHeader({ ...providerAccount, password: 'x' }), /is wrong/],
		['an unknown user', () => xwsseHeader({ ...providerAccount, userName: 'x' }), /is wrong/],
		[
			'a nonce of another header',
			() => xwsseHeader(providerAccount).replace(/Nonce="[^"]*"/, 'Nonce="AAAA"'),
			/is wrong/,
		],
		[
			'a header of ten minutes ago',
			() => {
				jest.useFakeTimers({ now: Date.now() - 600_000, doNotFake: ['nextTick', 'setImmediate'] });
				const header = xwsseHeader(providerAccount);
				jest.useRealTimers();
				return header;
			},
			/too old/,
		],
	])('refuses %s', async (_what, header, reason) => {
		const { status, data } = await provider.get('/documents/1', {
			headers: { 'X-WSSE': header() },
		});
		expect(status).toBe(401);
		expect(data.error).toMatch(reason);
	});
});
