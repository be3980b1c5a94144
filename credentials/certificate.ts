import { createPrivateKey, createSign, randomUUID, X509Certificate, type KeyObject } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CredentialError, fieldText } from '../nodes/api/credential';

/**
 * Lifetime of an assertion in seconds: Microsoft recommends five to ten minutes and tolerates five minutes of clock
 * skew.
 */
const LIFE = 600;

interface PemBlock {
	label: string;
	pem: string;
}

/** Headers of an encrypted key in the traditional OpenSSL format. The IV has as many digits as the cipher requires. */
const encryptionHeaders =
	/^\s*(Proc-Type: 4,ENCRYPTED)\s*(DEK-Info: (?:AES-[\w-]+,[\dA-F]{32}|DES-[\w-]+,[\dA-F]{16}))/i;

/** A block with restored PEM line breaks: n8n's secret fields are single-line, so pasted line breaks are lost. */
function reformatted(label: string, content: string): string {
	const [all = '', ...headers] = encryptionHeaders.exec(content) ?? [];
	const data = content.slice(all.length).replace(/\s+/g, '');
	return [
		`-----BEGIN ${label}-----`,
		...(headers.length > 0 ? [...headers, ''] : []),
		...(data.match(/.{1,64}/g) ?? []),
		`-----END ${label}-----`,
	].join('\n');
}

/** The blocks of a PEM text, which may have several, with comments in between. */
function pemBlocks(text: string): PemBlock[] {
	const parts = text.replace(/\\[rn]/g, '\n').split(/-----(BEGIN|END) ([A-Z0-9 ]+)-----/);
	const blocks: PemBlock[] = [];
	for (let i = 1; i + 4 < parts.length; i += 3) {
		const [kind, label = '', content = '', nextKind, nextLabel] = parts.slice(i, i + 5);
		if (kind === 'BEGIN' && nextKind === 'END' && label === nextLabel)
			blocks.push({ label, pem: reformatted(label, content) });
	}
	return blocks;
}

const newCertificate =
	'Create a new certificate, upload it to the app registration under "Certificates & secrets", and enter it and its key in the credential.';

function readCertificates(text: string): X509Certificate[] {
	const blocks = pemBlocks(text).filter(({ label }) => label.endsWith('CERTIFICATE'));
	try {
		if (blocks.length > 0) return blocks.map(({ pem }) => new X509Certificate(pem));
	} catch {
		// A damaged certificate counts as missing.
	}
	throw new CredentialError(
		"'Certificate' in the credential is not a PEM certificate",
		'Enter the whole text, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----". A .pfx or .cer file must be converted first.',
	);
}

/** The key in a block, or undefined if it cannot be read. The cause is discarded: it may quote the key. */
function openKey({ pem }: PemBlock, passPhrase: string): KeyObject | undefined {
	try {
		return createPrivateKey({ key: pem, passphrase: passPhrase });
	} catch {
		return undefined;
	}
}

function readKey(text: string, passPhrase: string): KeyObject {
	const block = pemBlocks(text).find(({ label }) => label.endsWith('PRIVATE KEY'));
	const isEncrypted = block?.pem.includes('ENCRYPTED') === true;
	if (isEncrypted && passPhrase === '') {
		throw new CredentialError(
			"'Private Key' in the credential is encrypted, and 'Pass Phrase' is empty",
			'Enter the pass phrase that the key was encrypted with.',
		);
	}
	const key = block && openKey(block, passPhrase);
	if (key !== undefined) return key;
	throw isEncrypted
		? new CredentialError(
				"'Pass Phrase' in the credential does not open 'Private Key'",
				'Enter the pass phrase that the key was encrypted with, and the whole text of the key.',
			)
		: new CredentialError(
				"'Private Key' in the credential is not a PEM key",
				'Enter the whole text, from "-----BEGIN PRIVATE KEY-----" to "-----END PRIVATE KEY-----". A .pfx file must be converted first.',
			);
}

/** The date of a certificate's timestamp, in UTC. */
function day(text: string): string {
	return new Date(text).toISOString().slice(0, 10);
}

function checkValidity({ validFrom, validTo }: X509Certificate, now: number): void {
	if (Date.parse(validTo) <= now) {
		throw new CredentialError(
			`'Certificate' in the credential expired on ${day(validTo)}`,
			newCertificate,
		);
	}
	if (Date.parse(validFrom) > now) {
		throw new CredentialError(
			`'Certificate' in the credential is not valid before ${day(validFrom)}`,
			'Wait until then or enter another certificate. If that date has passed, check the clock of the computer that runs n8n.',
		);
	}
}

/** The certificate and private key that an application signs in with. */
interface SigningCertificate {
	certificate: X509Certificate;
	key: KeyObject;
}

/**
 * Reads the certificate and private key from the credential: PEM, with or without line breaks. Of several certificates,
 * the one that matches the key is used. Only the thumbprint leaves this computer.
 *
 * @param now in ms
 * @throws {CredentialError} naming the invalid field, without quoting its value
 */
export function readSigningCertificate(
	credential: ICredentialDataDecryptedObject,
	now: number,
): SigningCertificate {
	const certificates = readCertificates(fieldText(credential, 'publicCertificate'));
	const key = readKey(fieldText(credential, 'privateKey'), String(credential.passPhrase ?? ''));
	if (key.asymmetricKeyType !== 'rsa') {
		throw new CredentialError(
			"'Private Key' in the credential is not an RSA key",
			'Microsoft Entra accepts only RSA keys. Create a certificate with an RSA key of at least 2048 bits.',
		);
	}
	const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
	if (certificate === undefined) {
		throw new CredentialError(
			"'Certificate' and 'Private Key' in the credential do not match",
			'Enter the key that the certificate was created with.',
		);
	}
	checkValidity(certificate, now);
	return { certificate, key };
}

function base64Url(json: object): string {
	return Buffer.from(JSON.stringify(json)).toString('base64url');
}

/** A hexadecimal fingerprint in the base64url form of a JWT header. */
function thumbprint(fingerprint: string): string {
	return Buffer.from(fingerprint.replace(/:/g, ''), 'hex').toString('base64url');
}

/**
 * A client assertion: the signed JWT that proves the application's identity in place of a secret.
 *
 * A JWT signed with RS256 that identifies its certificate by `x5t`, as documented in "Microsoft identity platform
 * application authentication certificate credentials" (A). Microsoft now recommends PS256 and `x5t#S256` there, but
 * still accepts this form, which n8n's own credentials also send.
 *
 * @param audience the URL of the token endpoint
 * @param now in ms
 */
export function clientAssertion(
	{ certificate, key }: SigningCertificate,
	clientId: string,
	audience: string,
	now: number,
): string {
	const issued = Math.floor(now / 1_000);
	const header = { alg: 'RS256', typ: 'JWT', x5t: thumbprint(certificate.fingerprint) };
	const claims = {
		aud: audience,
		iss: clientId,
		sub: clientId,
		jti: randomUUID(),
		iat: issued,
		nbf: issued,
		exp: issued + LIFE,
	};
	const unsigned = `${base64Url(header)}.${base64Url(claims)}`;
	const signature = createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url');
	return `${unsigned}.${signature}`;
}
