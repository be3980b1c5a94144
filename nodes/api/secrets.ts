/** Longest foreign text that is looked at, in characters: what is shown of it is far shorter. */
const LOOKED_AT = 10_000;

/** What is left out at the end of a text that was cut: part of a secret may stand there. */
const UNSURE = 5_000;

/** How much of a long secret is looked for; what follows it up to a separator goes with it. */
const LONGEST = 200;

/** Shortest text that is taken for a secret: hiding each `a` would hide everything. */
const SHORTEST = 4;

/** What XML writes for a character, by its name or its number. XML inside of XML escapes the sign before it again. */
function inXml(code: number, name?: string): string {
	const numbers = `#0{0,4}${code}|#x0{0,4}${code.toString(16)}`;
	return `&(?:amp;)*(?:${name === undefined ? numbers : `${name}|${numbers}`});`;
}

/** What stands for a byte in an address. An address inside of an address has its percent signs encoded again. */
function percentEncoded(byte: number): string {
	return `%(?:25)*${byte.toString(16).padStart(2, '0')}`;
}

/** One UTF-16 unit as JSON, XML and query strings may write it, as a pattern; `bytes` is it percent-encoded. */
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
		// JSON inside of JSON escapes the escape.
		`\\\\{0,4}${plain}`,
		`\\\\{1,4}u${code.toString(16).padStart(4, '0')}`,
		inXml(code, names[unit]),
		...[bytes, short[unit] ?? ''].filter((form) => form !== ''),
	];
}

/** Backslashes in a row, of which JSON makes more. */
const backslashes = `(?:\\\\(?:u005c)?|${inXml(0x5c)}|${percentEncoded(0x5c)}){1,160}`;

/** A character in every form in which a service may quote it; a backslash stands for several in a row. */
function formsOfCharacter(character: string): string {
	if (character === '\\') return backslashes;
	if (/^\w$/.test(character)) return character;
	const bytes = [...Buffer.from(character)].map(percentEncoded).join('');
	if (character.length === 1) return `(?:${formsOfUnit(character, bytes).join('|')})`;
	const units = character.split('').map((unit) => `(?:${formsOfUnit(unit, '').join('|')})`);
	return `(?:${units.join('')}|${inXml(character.codePointAt(0) ?? 0)}|${bytes})`;
}

/** The base64 of a text wherever it stands in what is encoded, such as behind the name of who signs in. */
function base64Forms(secret: string): string[] {
	return [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		// Only the characters that hold nothing but bits of the text.
		const all = bytes.toString('base64').slice(Math.ceil((before * 8) / 6));
		const whole = Math.floor((bytes.length * 8) / 6) - Math.ceil((before * 8) / 6);
		const plus = `(?:[+-]|${percentEncoded(0x2b)})`;
		const slash = `(?:\\\\{0,4}/|_|${percentEncoded(0x2f)})`;
		return all.slice(0, whole).replace(/[+/]/g, (sign) => (sign === '+' ? plus : slash));
	});
}

/** What a text is searched for: the secret in every form in which a service may quote it. */
function patternOf(secret: string): RegExp {
	const start = secret.slice(0, LONGEST);
	const quoted = Array.from(start.replace(/\\+/g, '\\'), formsOfCharacter).join('');
	const rest = start === secret ? '' : '[^\\s"\'<>,;]*';
	return new RegExp(`(?:${[quoted, ...base64Forms(start)].join('|')})${rest}`, 'gi');
}

/**
 * Hides secrets in a foreign text: the given ones in every form, and what looks like a token or follows the name of a
 * secret. The time that it takes grows with the length of the text only, and that is capped first.
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
