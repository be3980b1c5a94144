/** Longest prefix of untrusted text that is searched, in characters; far less of it is shown. */
const LOOKED_AT = 10_000;

/** Characters dropped from the end of truncated text, which may hold part of a secret. */
const UNSURE = 5_000;

/** Length of the prefix that a long secret is matched by; the rest up to a separator is redacted with it. */
const LONGEST = 200;

/** Shortest text treated as a secret: redacting every `a` would redact everything. */
const SHORTEST = 4;

/** The XML escapes of a character, by name or number. Nested XML escapes the ampersand again. */
function inXml(code: number, name?: string): string {
	const numbers = `#0{0,4}${code}|#x0{0,4}${code.toString(16)}`;
	return `&(?:amp;)*(?:${name === undefined ? numbers : `${name}|${numbers}`});`;
}

/** The percent-encoding of a byte in a URL. A nested URL encodes its percent signs again. */
function percentEncoded(byte: number): string {
	return `%(?:25)*${byte.toString(16).padStart(2, '0')}`;
}

/** Patterns of a UTF-16 code unit in JSON, XML and query strings; `bytes` is its percent-encoding. */
function formsOfUnit(unit: string, bytes: string): string[] {
	const code = unit.charCodeAt(0);
	const plain = unit.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
	const names: Record<string, string> = {
		'&': 'amp',
		'<': 'lt',
		'>': 'gt',
		'"': 'quot',
		"'": 'apos',
	};
	const short: Record<string, string> = {
		' ': '\\+',
		'\b': '\\\\{1,4}b',
		'\f': '\\\\{1,4}f',
		'\n': '\\\\{1,4}n',
		'\r': '\\\\{1,4}r',
		'\t': '\\\\{1,4}t',
	};
	return [
		// Nested JSON escapes the escape.
		`\\\\{0,4}${plain}`,
		`\\\\{1,4}u${code.toString(16).padStart(4, '0')}`,
		inXml(code, names[unit]),
		...[bytes, short[unit] ?? ''].filter((form) => form !== ''),
	];
}

/** A run of backslashes, which JSON multiplies. */
const backslashes = `(?:\\\\(?:u005c)?|${inXml(0x5c)}|${percentEncoded(0x5c)}){1,160}`;

/** A pattern of a character in every form in which a service may quote it; a backslash matches a run of several. */
function formsOfCharacter(character: string): string {
	if (character === '\\') return backslashes;
	if (/^\w$/.test(character)) return character;
	const bytes = [...Buffer.from(character)].map(percentEncoded).join('');
	if (character.length === 1) return `(?:${formsOfUnit(character, bytes).join('|')})`;
	const units = character.split('').map((unit) => `(?:${formsOfUnit(unit, '').join('|')})`);
	return `(?:${units.join('')}|${inXml(character.codePointAt(0) ?? 0)}|${bytes})`;
}

/** Patterns of the base64 of a string at any offset in the encoded data, such as after a user name. */
function base64Forms(secret: string): string[] {
	return [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		// Only the characters that encode bits of this string alone.
		const all = bytes.toString('base64').slice(Math.ceil((before * 8) / 6));
		const whole = Math.floor((bytes.length * 8) / 6) - Math.ceil((before * 8) / 6);
		const plus = `(?:[+-]|${percentEncoded(0x2b)})`;
		const slash = `(?:\\\\{0,4}/|_|${percentEncoded(0x2f)})`;
		return all.slice(0, whole).replace(/[+/]/g, (sign) => (sign === '+' ? plus : slash));
	});
}

/** A pattern of a secret in every form in which a service may quote it. */
function patternOf(secret: string): RegExp {
	const start = secret.slice(0, LONGEST);
	const quoted = Array.from(start.replace(/\\+/g, '\\'), formsOfCharacter).join('');
	const rest = start === secret ? '' : '[^\\s"\'<>,;]*';
	return new RegExp(`(?:${[quoted, ...base64Forms(start)].join('|')})${rest}`, 'gi');
}

/**
 * Redacts untrusted text: the given secrets in every form, tokens, and values after names of secrets. Takes linear
 * time in the length of the text, which is capped first.
 */
export function withoutSecrets(text: string, secrets: string[] = []): string {
	const known = [...new Set(secrets.map((secret) => secret.trim()))]
		.filter((secret) => secret.length >= SHORTEST)
		.sort((a, b) => b.length - a.length);
	const clean = known
		.reduce((rest, secret) => rest.replace(patternOf(secret), '***'), text.slice(0, LOOKED_AT))
		.replace(/\b(Bearer|Basic) +[^\s"'<>,;]{1,9000}/gi, '$1 ***')
		.replace(
			/((?:client_secret|client_assertion|secret|password|passphrase|access_token|refresh_token|id_token)["'&;a-z]{0,8}\s{0,4}[:=]\s{0,4}(?:["']|&quot;)?)[^"'&\s,}<]{1,9000}/gi,
			'$1***',
		)
		.replace(/(<(?:\w{1,20}:)?(?:password|secret|token)\b[^<>]{0,200}>)[^<]{1,9000}/gi, '$1***')
		.replace(/\beyJ[\w-]{10,4000}(?:\.[\w-]{0,4000}){1,2}/g, '***');
	return text.length > LOOKED_AT ? clean.slice(0, -UNSURE) : clean;
}
