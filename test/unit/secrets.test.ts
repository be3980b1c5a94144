import { withoutSecrets } from '../../nodes/api/secrets';

/** Holds every sign that some notation writes otherwise. */
const secret = 'p&ä<s>"w\'o\\r d/+%🔑=';

const xml = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace('ä', '&#xE4;');
const named = (text: string) =>
	text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&apos;');
/** As .NET writes JSON. */
const escaped = (text: string) =>
	JSON.stringify(text)
		.slice(1, -1)
		.replace(
			/[<>&'+]|[^ -~]/g,
			(sign) => `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
		);
const inJson = (text: string) => JSON.stringify({ text });

describe('a secret that was sent is hidden', () => {
	test.each<[where: string, text: string]>([
		['in prose', `The password ${secret} is wrong`],
		['in JSON', inJson(secret)],
		['in JSON inside of JSON', inJson(inJson(secret))],
		['in JSON as .NET writes it', `{"x":"${escaped(secret)}"}`],
		['in XML', `<a><b>${named(secret)}</b></a>`],
		['in an attribute, by numbers', `<a b="${xml(secret)}"/>`],
		['in XML inside of XML', `<a>${named(`<b>${named(secret)}</b>`)}</a>`],
		['in XML inside of XML, by numbers', `<a>${named(`<b c="${xml(secret)}"/>`)}</a>`],
		['in a query', `?x=${encodeURIComponent(secret)}&y=1`],
		['in a query, in small letters', `?x=${encodeURIComponent(secret).toLowerCase()}&y=1`],
		['in a form', new URLSearchParams({ x: secret }).toString()],
		['in a query inside of a query', `?y=${encodeURIComponent(encodeURIComponent(secret))}`],
		['in base64', Buffer.from(secret).toString('base64')],
		['in base64url', Buffer.from(secret).toString('base64url')],
		['in base64 in a query', encodeURIComponent(Buffer.from(secret).toString('base64'))],
		['in another case', secret.toUpperCase()],
		['twice', `${secret}${secret}`],
	])('%s', (_where, text) => {
		const clean = withoutSecrets(text, [secret]);
		expect(clean).toContain('***');
		for (const part of ['s>', 's&', 'w&', "w'", 'r d', 'r+d', 'r%20d', '🔑', 'D83D', 'd83d'])
			expect(clean).not.toContain(part);
	});

	test.each(['a', 'ab', 'abc', 'client'])(
		'in a Basic sign-in as "%s", without the preceding word',
		(name) => {
			const password = 'correct horse battery staple';
			const sent = Buffer.from(`${name}:${password}`).toString('base64');
			const clean = withoutSecrets(`"${sent}"`, [password]);
			expect(clean).toContain('***');
			expect(clean.length).toBeLessThan(20);
		},
	);

	test('when text is truncated in the middle of it', () => {
		const long = 'x7'.repeat(100);
		for (const before of [9_900, 9_990, 9_999, 10_000]) {
			const clean = withoutSecrets(`${' '.repeat(before)}${long} end`, [long]);
			expect(clean).not.toContain('x7');
		}
	});

	test('that is longer than the search pattern', () => {
		const long = 'x7'.repeat(2_000);
		expect(withoutSecrets(`token ${long} is wrong`, [long])).toBe('token *** is wrong');
	});

	test('that consists of backslashes only', () => {
		expect(withoutSecrets(`a ${'\\'.repeat(60)}b`, ['\\'.repeat(30)])).not.toContain('\\');
	});
});

test.each([
	['Bearer abc.def-ghi', 'Bearer ***'],
	['basic dXNlcjpwYXNz', 'basic ***'],
	['{"client_secret":"abc"}', '{"client_secret":"***"}'],
	['password = hunter2, please', 'password = ***, please'],
	[
		'<wsse:Password Type="x">hunter2</wsse:Password>',
		'<wsse:Password Type="x">***</wsse:Password>',
	],
	['see eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIxIn0.c2ln', 'see ***'],
])('anything that looks like a secret is hidden, even if it is unknown: %s', (text, clean) => {
	expect(withoutSecrets(text)).toBe(clean);
});

test('text without secrets is unchanged', () => {
	const text = 'The field "Title" of list <Companies> is required: 100 % & more.';
	expect(withoutSecrets(text, ['abc', 'secret123'])).toBe(text);
});
