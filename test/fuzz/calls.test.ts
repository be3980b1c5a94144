import fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { Base64Content, jsonBytes } from '../../nodes/api/body';
import { call, isRead, pathAndQuery, sendableHeaders } from '../../nodes/api/call';
import { withoutSecrets } from '../../nodes/api/secrets';
import { normalizedAddress } from '../../nodes/api/urls';
import { siteAddress } from '../../nodes/api/sharePointAddress';
import { anyText, isBroken, tries, keepsNumbers } from '../support/fuzz';

/** What a function gives; undefined when it refuses, in words for people. */
function unlessRefused<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		return undefined;
	}
}

test('a value in a path arrives unchanged, as one segment of the same address', () => {
	fc.assert(
		fc.property(anyText, (identifier) => {
			const made = unlessRefused(() =>
				call('GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}', {
					path: { identifier },
				}),
			);
			if (made === undefined) {
				expect(isBroken(identifier) || /^\.{0,2}$/.test(identifier)).toBe(true);
				return;
			}
			const segments = new URL(made.path, 'https://a.example').pathname.split('/');
			expect(segments).toHaveLength(5);
			expect(decodeURIComponent(segments[4] ?? '')).toBe(identifier);
		}),
		tries(),
	);
});

test('names and values of a query arrive unchanged, in their order', () => {
	const value = fc.oneof(anyText, fc.integer(), fc.boolean());
	fc.assert(
		fc.property(fc.array(fc.tuple(anyText, value)), (query) => {
			const made = unlessRefused(() => pathAndQuery({ method: 'GET', path: '/api/x', query }));
			const texts = query.map(([name, one]) => [name, String(one)]);
			if (made === undefined) {
				expect(texts.flat().some(isBroken)).toBe(true);
				return;
			}
			const { pathname, searchParams, hash } = new URL(made, 'https://a.example');
			expect(pathname + hash).toBe('/api/x');
			expect([...searchParams]).toEqual(texts);
		}),
		tries(),
	);
});

test('a header that is sent is printable and unchanged', () => {
	fc.assert(
		fc.property(fc.oneof(anyText, fc.string()), (value) => {
			const made = unlessRefused(() => sendableHeaders({ 'X-Any': value }));
			const isPrintable = /^[ -~]*$/.test(value);
			expect(made).toEqual(isPrintable ? { 'X-Any': value } : undefined);
		}),
		tries(),
	);
});

test('a body arrives unchanged, files as their base64, and no text as anything else', async () => {
	const file = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64'));
	const mark = fc.constantFrom('\u0000file:0\u0000', `${'0'.repeat(32)}:0`, '$&', '":0"');
	const text = fc.oneof(anyText, mark);
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(text, fc.oneof(text, fc.jsonValue().filter(keepsNumbers)), {
				noNullPrototype: true,
			}),
			fc.array(file, { maxLength: 3 }),
			async (values, files) => {
				// Half of a surrogate pair, which JSON writes as an escape, is refused.
				fc.pre(!/\\u[dD][89a-fA-F]/.test(JSON.stringify(values)));
				const content = (base64: string) =>
					new Base64Content(async function* () {
						yield Buffer.from(base64);
					});
				const bytes = await jsonBytes({ values, files: files.map(content) });
				expect(JSON.parse(bytes.toString())).toEqual(JSON.parse(JSON.stringify({ values, files })));
			},
		),
		tries(),
	);
});

test('an address has the same key, however it is written', () => {
	const segment = fc.string({ minLength: 1, unit: fc.constantFrom(...'abcXYZ019 -_()!+&ł') });
	fc.assert(
		fc.property(fc.array(segment, { minLength: 1 }), fc.nat(), (segments, seed) => {
			const plain = `https://contoso.sharepoint.com/${segments.join('/')}`;
			const spelled = [...plain].map((sign, i) =>
				(seed >> (i % 31)) % 2 === 0 && sign !== ':' && sign !== '/'
					? encodeURIComponent(sign).toLowerCase()
					: sign.toUpperCase(),
			);
			expect(normalizedAddress(`${spelled.join('')}/`)).toBe(normalizedAddress(plain));
		}),
		tries(),
	);
});

test('the address of a site does not change when it is parsed again', () => {
	fc.assert(
		fc.property(anyText, (path) => {
			const site = siteAddress(`https://contoso.sharepoint.com/${path}`);
			if (site !== undefined) expect(siteAddress(site)).toBe(site);
		}),
		tries(),
	);
});

test('a GET that changes something is recognized in any case and encoding', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(2), { minLength: 21, maxLength: 21 }), (choices) => {
			const path = [...'/api/Task/DeleteTask'].map((sign, i) => {
				if (sign === '/' || choices[i] === 0) return sign;
				return choices[i] === 1 ? sign.toUpperCase() : `%${sign.charCodeAt(0).toString(16)}`;
			});
			expect(isRead({ method: 'GET', path: path.join('') })).toBe(false);
		}),
		tries(),
	);
});

test('a secret that is quoted is not revealed', () => {
	const secret = fc
		.oneof(anyText, fc.string())
		.filter((text) => text.trim().length >= 6 && new Set(text.trim()).size > 3);
	const quote = fc.constantFrom<(text: string) => string>(
		(text) => text,
		(text) => JSON.stringify(text),
		(text) => JSON.stringify(JSON.stringify(text)),
		(text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
		(text) => text.replace(/[&<>"']/g, (sign) => `&amp;#${sign.charCodeAt(0)};`),
		(text) => (isBroken(text) ? text : encodeURIComponent(text)),
		(text) => (isBroken(text) ? text : encodeURIComponent(encodeURIComponent(text))),
		(text) => Buffer.from(text).toString('base64'),
		(text) => Buffer.from(`user:${text}`).toString('base64'),
		(text) => encodeURIComponent(Buffer.from(`user:${text}`).toString('base64')),
	);
	fc.assert(
		fc.property(secret, quote, fc.string(), fc.string(), (text, how, before, after) => {
			if (isBroken(text)) return;
			const quoted = how(text.trim());
			const clean = withoutSecrets(`${before} ${quoted} ${after}`, [text]);
			expect(clean).toContain('***');
			if (!`${before} *** ${after}`.includes(quoted)) expect(clean).not.toContain(quoted);
		}),
		tries(),
	);
});
