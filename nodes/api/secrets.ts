/** Longest foreign text that is looked at, in characters: what is shown of it is far shorter. */
const LOOKED_AT = 10_000;

/** Shortest text that is taken for a secret: hiding each `a` would hide everything. */
const SHORTEST = 4;

/** The forms in which a service may quote a text that was sent. */
function formsOf(secret: string): string[] {
	const json = JSON.stringify(secret).slice(1, -1);
	const xml = secret
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
	const encoded = new URLSearchParams({ _: secret }).toString().slice(2);
	const base64 = Buffer.from(secret).toString('base64');
	return [secret, json, xml, encoded, encoded.replace(/\+/g, '%20'), base64];
}

/**
 * Hides secrets in a foreign text: the given ones in every form, and what looks like a token or follows the name of a
 * secret. The time that it takes grows with the length of the text only, and that is capped first.
 */
export function withoutSecrets(text: string, secrets: string[] = []): string {
	const known = secrets
		.filter((secret) => secret.length >= SHORTEST)
		.flatMap(formsOf)
		.sort((a, b) => b.length - a.length);
	return known
		.reduce((rest, secret) => rest.split(secret).join('***'), text.slice(0, LOOKED_AT))
		.replace(/\b(Bearer|Basic) +[^\s"'<>,;]{1,9000}/gi, '$1 ***')
		.replace(
			/((?:client_secret|client_assertion|secret|password|passphrase|access_token|refresh_token|id_token)["'&;a-z]{0,8}\s{0,4}[:=]\s{0,4}(?:["']|&quot;)?)[^"'&\s,}<]{1,9000}/gi,
			'$1***',
		)
		.replace(/(<(?:\w{1,20}:)?(?:password|secret|token)\b[^<>]{0,200}>)[^<]{1,9000}/gi, '$1***')
		.replace(/\beyJ[\w-]{10,4000}(?:\.[\w-]{0,4000}){1,2}/g, '***');
}
