import { createPrivateKey, createSign, randomUUID, X509Certificate, type KeyObject } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CredentialError, fieldText } from '../nodes/api/credential';

/** Life of an assertion in s: Microsoft advises five to ten minutes, and allows clocks to differ by five. */
const LIFE = 600;

interface PemBlock {
	label: string;
	pem: string;
}

/** Lines that an encrypted key in OpenSSL's own form starts with. Its IV has as many digits as the cipher needs. */
const encryptionHeaders =
	/^\s*(Proc-Type: 4,ENCRYPTED)\s*(DEK-Info: (?:AES-[\w-]+,[\dA-F]{32}|DES-[\w-]+,[\dA-F]{16}))/i;

/** A block as a PEM file holds it: forms for secrets have one line, so that pasted line breaks are lost. */
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

/** The blocks of a PEM text, which may hold several and remarks between them. */
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
		// What is damaged is as good as missing.
	}
	throw new CredentialError(
		"'Certificate' in the credential is not a PEM certificate",
		'Enter all of its text, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----". A .pfx or .cer file must be converted first.',
	);
}

/** The key in a block; undefined when it cannot be read. What is wrong is not told: it may quote the key. */
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
			'Enter the pass phrase with which the key was saved.',
		);
	}
	const key = block && openKey(block, passPhrase);
	if (key !== undefined) return key;
	throw isEncrypted
		? new CredentialError(
				"'Pass Phrase' in the credential does not open 'Private Key'",
				'Enter the pass phrase with which the key was saved, and all of the text of the key.',
			)
		: new CredentialError(
				"'Private Key' in the credential is not a PEM key",
				'Enter all of its text, from "-----BEGIN PRIVATE KEY-----" to "-----END PRIVATE KEY-----". A .pfx file must be converted first.',
			);
}

/** A moment of a certificate as people read it, in UTC. */
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
			'Wait until then or enter another certificate. If the day has come, check the clock of the computer that runs n8n.',
		);
	}
}

/** The certificate and private key with which an application signs in. */
interface SigningCertificate {
	certificate: X509Certificate;
	key: KeyObject;
}

/**
 * Reads certificate and key from the credential, in PEM form with or without line breaks. Of several certificates it
 * takes the one that belongs to the key. Neither leaves this computer: only the thumbprint does.
 *
 * @param now in ms
 * @throws {CredentialError} that names the field with which something is wrong, and quotes nothing of it
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
			'Microsoft Entra signs in applications with RSA keys only. Create a certificate with an RSA key of 2048 bits or more.',
		);
	}
	const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key));
	if (certificate === undefined) {
		throw new CredentialError(
			"'Certificate' and 'Private Key' in the credential do not match",
			'Enter the key with which the certificate was made.',
		);
	}
	checkValidity(certificate, now);
	return { certificate, key };
}

function base64Url(json: object): string {
	return Buffer.from(JSON.stringify(json)).toString('base64url');
}

/** A fingerprint in hexadecimal digits as a JWT names it. */
function thumbprint(fingerprint: string): string {
	return Buffer.from(fingerprint.replace(/:/g, ''), 'hex').toString('base64url');
}

/**
 * The signed statement with which an application proves who it is, in place of a secret.
 *
 * Form: a JWT signed with RS256, its certificate named by `x5t`, as Microsoft documents under "Microsoft identity
 * platform application authentication certificate credentials" (A); Microsoft now advises PS256 and `x5t#S256` there,
 * and goes on to accept this form, which n8n's own credentials send too.
 *
 * @param audience the address of the token endpoint
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
