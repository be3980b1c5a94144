import { createPrivateKey, createVerify, generateKeyPairSync, X509Certificate } from 'node:crypto';

import { clientAssertion, readSigningCertificate } from '../../credentials/certificate';
import {
	certificate,
	expiredCertificate,
	futureCertificate,
	privateKey,
} from '../../sandbox/services/testCertificate';

const now = Date.parse('2026-11-24T12:00:00Z');

const passPhrase = 'correct horse battery staple';

const signing = { publicCertificate: certificate, privateKey };

// openssl x509 -outform der | openssl dgst -sha1 -binary | basenc --base64url
const thumbprint = 'CDyRx38HTLlKzEAZXNZqwQ2VxVs';

const oneLine = (text: string) => text.replace(/\n/g, '');

const fingerprint = (pem: string) => new X509Certificate(pem).fingerprint256;

/** The key of the certificate, encrypted: in the form of today, or in OpenSSL's own older one. */
function encrypted(type: 'pkcs8' | 'pkcs1', cipher: string): string {
	const options = { type, format: 'pem' as const, cipher, passphrase: passPhrase };
	return String(createPrivateKey(privateKey).export(options));
}

const otherKey = String(
	generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
		type: 'pkcs8',
		format: 'pem',
	}),
);

const ellipticKey = String(
	generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
		type: 'pkcs8',
		format: 'pem',
	}),
);

describe('a certificate and its key are read', () => {
	test.each<[how: string, fields: Record<string, string>]>([
		['as PEM files hold them', signing],
		[
			'from forms that drop line breaks',
			{ publicCertificate: oneLine(certificate), privateKey: oneLine(privateKey) },
		],
		[
			'with spaces for line breaks',
			{
				publicCertificate: certificate.replace(/\n/g, ' '),
				privateKey: privateKey.replace(/\n/g, ' '),
			},
		],
		[
			'with line breaks written as \\n',
			{
				publicCertificate: certificate.replace(/\n/g, '\\n'),
				privateKey: privateKey.replace(/\n/g, '\\r\\n'),
			},
		],
		[
			'from a file with both and remarks between them',
			{
				publicCertificate: `Bag Attributes\n${privateKey}\nsubject=CN = x\n${certificate}`,
				privateKey: `Bag Attributes\n${privateKey}\nsubject=CN = x\n${certificate}`,
			},
		],
		['with an encrypted key', { privateKey: encrypted('pkcs8', 'aes-256-cbc'), passPhrase }],
		[
			'with an encrypted key on one line',
			{ privateKey: oneLine(encrypted('pkcs8', 'aes-256-cbc')), passPhrase },
		],
		[
			'with a key that OpenSSL encrypted',
			{ privateKey: encrypted('pkcs1', 'aes-128-cbc'), passPhrase },
		],
		[
			'with a key that OpenSSL encrypted on one line',
			{ privateKey: oneLine(encrypted('pkcs1', 'aes-256-cbc')), passPhrase },
		],
		[
			'with a key that an old OpenSSL encrypted on one line',
			{ privateKey: oneLine(encrypted('pkcs1', 'des-ede3-cbc')), passPhrase },
		],
	])('%s', (_how, fields) => {
		const read = readSigningCertificate({ ...signing, ...fields }, now);
		expect(read.certificate.fingerprint256).toBe(fingerprint(certificate));
		expect(read.certificate.checkPrivateKey(read.key)).toBe(true);
	});
});

describe('an unusable certificate is named in the error, and quoted nowhere:', () => {
	test.each<[what: string, fields: Record<string, string>, problem: string]>([
		[
			'no certificate',
			{ publicCertificate: '' },
			"'Certificate' in the credential is not a PEM certificate",
		],
		[
			'a key in its place',
			{ publicCertificate: privateKey },
			"'Certificate' in the credential is not a PEM certificate",
		],
		[
			'a damaged certificate',
			{ publicCertificate: certificate.replace(/\n.{64}\n/, '\n') },
			"'Certificate' in the credential is not a PEM certificate",
		],
		[
			'half a certificate',
			{ publicCertificate: certificate.slice(0, 500) },
			"'Certificate' in the credential is not a PEM certificate",
		],
		[
			'an expired certificate',
			{ publicCertificate: expiredCertificate },
			"'Certificate' in the credential expired on 2025-01-01",
		],
		[
			'a certificate of tomorrow',
			{ publicCertificate: futureCertificate },
			"'Certificate' in the credential is not valid before 2125-01-01",
		],
		['no key', { privateKey: '' }, "'Private Key' in the credential is not a PEM key"],
		[
			'a thumbprint for a key',
			{ privateKey: thumbprint },
			"'Private Key' in the credential is not a PEM key",
		],
		[
			'a damaged key',
			{ privateKey: privateKey.replace(/\n.{64}\n/, '\n') },
			"'Private Key' in the credential is not a PEM key",
		],
		[
			'an encrypted key without its pass phrase',
			{ privateKey: encrypted('pkcs8', 'aes-256-cbc') },
			"'Private Key' in the credential is encrypted, and 'Pass Phrase' is empty",
		],
		[
			'a wrong pass phrase',
			{ privateKey: encrypted('pkcs8', 'aes-256-cbc'), passPhrase: 'wrong' },
			"'Pass Phrase' in the credential does not open 'Private Key'",
		],
		[
			'a wrong pass phrase of an old key',
			{ privateKey: encrypted('pkcs1', 'aes-256-cbc'), passPhrase: 'wrong' },
			"'Pass Phrase' in the credential does not open 'Private Key'",
		],
		[
			'the key of another certificate',
			{ privateKey: otherKey },
			"'Certificate' and 'Private Key' in the credential do not match",
		],
		[
			'a key that Entra does not take',
			{ privateKey: ellipticKey },
			"'Private Key' in the credential is not an RSA key",
		],
	])('%s', (_what, fields, problem) => {
		const read = () => readSigningCertificate({ ...signing, ...fields }, now);
		expect(read).toThrow(expect.objectContaining({ problem }));
		const told = JSON.stringify(Object.getOwnPropertyDescriptors(caught(read)));
		for (const line of [privateKey, otherKey, ellipticKey].flatMap((key) => key.split('\n')))
			if (line.length > 20 && !line.startsWith('-----')) expect(told).not.toContain(line);
		expect(told).not.toContain(passPhrase);
	});
});

function caught(work: () => unknown): Error & { cause?: unknown } {
	try {
		work();
	} catch (error) {
		expect((error as Error).cause).toBeUndefined();
		return error as Error;
	}
	throw new Error('Nothing was thrown');
}

test('a certificate is valid for its first and last second', () => {
	const read = (at: string) => () =>
		readSigningCertificate({ privateKey, publicCertificate: expiredCertificate }, Date.parse(at));
	expect(read('2024-12-31T23:59:59Z')).not.toThrow();
	expect(read('2025-01-01T00:00:00Z')).toThrow('expired on 2025-01-01');
	expect(read('2024-01-01T00:00:00Z')).not.toThrow();
	expect(read('2023-12-31T23:59:59Z')).toThrow('not valid before 2024-01-01');
});

describe('the assertion', () => {
	const audience = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token';
	const assertion = () =>
		clientAssertion(readSigningCertificate(signing, now), 'the-client', audience, now);
	const part = (jwt: string, index: number) =>
		JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString());

	test('identifies the certificate by the thumbprint that OpenSSL computes', () => {
		expect(part(assertion(), 0)).toEqual({ alg: 'RS256', typ: 'JWT', x5t: thumbprint });
	});

	test('states who signs in, where, and for the next ten minutes', () => {
		expect(part(assertion(), 1)).toEqual({
			aud: audience,
			iss: 'the-client',
			sub: 'the-client',
			jti: expect.stringMatching(/^[\da-f]{8}-[\da-f-]{27}$/),
			iat: now / 1_000,
			nbf: now / 1_000,
			exp: now / 1_000 + 600,
		});
	});

	test('is signed by the key', () => {
		const [header, claims, signature = ''] = assertion().split('.');
		const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
		expect(verify.verify(certificate, signature, 'base64url')).toBe(true);
	});

	test('is new each time, and contains neither key nor certificate', () => {
		const [first, second] = [assertion(), assertion()];
		expect(part(first, 1).jti).not.toBe(part(second, 1).jti);
		const decoded = [0, 1].map((index) => JSON.stringify(part(first, index))).join();
		expect(decoded).not.toContain(oneLine(privateKey).slice(30, 60));
		expect(decoded).not.toContain(oneLine(certificate).slice(30, 60));
	});
});
