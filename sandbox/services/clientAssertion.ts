import { createVerify, X509Certificate } from 'node:crypto';

/** Entra's error when it issues no token. */
export type Refusal = [status: number, code: number, text: string];

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Tolerated clock skew, in seconds. */
const SKEW = 300;

const documentation = 'https://learn.microsoft.com/entra/identity-platform/certificate-credentials';

interface Jwt {
	header: Record<string, unknown>;
	claims: Record<string, unknown>;
	unsigned: string;
	signature: string;
}

function parseJwt(assertion: string): Jwt | undefined {
	const [header = '', claims = '', signature = ''] = assertion.split('.');
	const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
	try {
		return {
			header: read(header),
			claims: read(claims),
			unsigned: `${header}.${claims}`,
			signature,
		};
	} catch {
		return undefined;
	}
}

/** The hexadecimal fingerprint for a thumbprint in a header. */
function fingerprint(thumbprint: unknown): string {
	return Buffer.from(String(thumbprint), 'base64url').toString('hex').toUpperCase();
}

function names({ x5t, 'x5t#S256': x5tS256 }: Jwt['header'], certificate: X509Certificate): boolean {
	const { fingerprint: sha1, fingerprint256: sha256 } = certificate;
	return x5tS256 === undefined
		? fingerprint(x5t) === sha1.replace(/:/g, '')
		: fingerprint(x5tS256) === sha256.replace(/:/g, '');
}

function isSigned({ unsigned, signature }: Jwt, { publicKey }: X509Certificate): boolean {
	return createVerify('RSA-SHA256').update(unsigned).verify(publicKey, signature, 'base64url');
}

function unknownKey({ header }: Jwt, clientId: string, reason: string): Refusal {
	const used = fingerprint(header['x5t#S256'] ?? header.x5t);
	return [
		401,
		700027,
		`The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${used}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`,
	];
}

/** Timestamps in a JWT are seconds since 1970. */
function isoTime(seconds: unknown): string {
	return new Date(Number(seconds) * 1_000).toISOString();
}

/**
 * Validates an assertion like Entra, with error messages as reported by its users (B); undefined if it is valid.
 *
 * @param audience the URL of the token endpoint
 * @param registered the app registration's certificate, as PEM
 */
export function assertionRefusal(
	{ client_id: clientId = '', client_assertion: assertion = '' }: Record<string, string>,
	audience: string,
	registered: string,
): Refusal | undefined {
	const jwt = parseJwt(assertion);
	if (jwt === undefined || jwt.header.alg !== 'RS256' || typeof jwt.claims.jti !== 'string')
		return [400, 50027, 'JWT token is invalid or malformed.'];
	const { header, claims } = jwt;
	if (header.x5t === undefined && header['x5t#S256'] === undefined)
		return [400, 50027, 'Invalid JWT token. No certificate thumbprint specified in token header.'];
	const certificate = new X509Certificate(registered);
	if (!names(header, certificate)) return unknownKey(jwt, clientId, 'The key was not found.');
	if (!isSigned(jwt, certificate)) {
		const reason = 'The provided signature value did not match the expected signature value.';
		return unknownKey(jwt, clientId, reason);
	}
	const refused = (code: number, why: string): Refusal => [
		401,
		code,
		`Client assertion ${why}. Review the documentation at ${documentation} .`,
	];
	if (claims.iss !== clientId || claims.sub !== clientId)
		return refused(700021, "application identifier doesn't match 'client_id' parameter");
	if (claims.aud !== audience) return refused(700023, 'audience claim does not match Realm issuer');
	const now = Date.now() / 1_000;
	if (Number(claims.nbf) <= now + SKEW && Number(claims.exp) > now - SKEW) return undefined;
	const times = `Current time: ${isoTime(now)}, assertion valid from ${isoTime(claims.nbf)}, expiry time of assertion ${isoTime(claims.exp)}`;
	return refused(700024, `is not within its valid time range. ${times}`);
}
