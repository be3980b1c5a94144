import fc from 'fast-check';

import { plainNumeral } from '../../nodes/api/numeral';
import { boolean } from '../../nodes/parameters/boolean';
import { dateTime, pointInTime } from '../../nodes/parameters/date';
import { base64, fileName } from '../../nodes/parameters/file';
import { guidText } from '../../nodes/parameters/guid';
import { itemNumbers, wholeNumber } from '../../nodes/parameters/number';
import { multiOptions, options } from '../../nodes/parameters/options';
import type { PlainParameter } from '../../nodes/parameters/parameter';
import { headerText, pathText, text } from '../../nodes/parameters/text';
import { documentAddress, otherSiteUrl } from '../../nodes/parameters/url';
import { anyText, anyValue, isBroken, readValue, tries } from '../support/fuzz';

const labels = { displayName: 'X', description: 'Any' };

/** The text of a value: a number has no exponent. */
function written(value: unknown): string {
	return typeof value === 'number' ? String(plainNumeral(value)) : String(value);
}

/** Tries a parameter with values of all kinds, and with some that look like its own. */
async function accepts<T>(
	parameter: PlainParameter<T>,
	likely: fc.Arbitrary<unknown>,
	check: (accepted: T, value: unknown) => void,
) {
	let accepted = 0;
	await fc.assert(
		fc.asyncProperty(fc.oneof(likely, anyValue), async (value) => {
			const result = await readValue(parameter, value);
			if ('refused' in result) {
				expect(result.refused).toMatch(/^(is|has|contains|names) /);
				return;
			}
			accepted++;
			check(result.accepted, value);
		}),
		tries(),
	);
	// Otherwise the property would hold of nothing.
	expect(accepted).toBeGreaterThan(0);
}

describe('a parameter accepts only what was meant, and reports what it refuses', () => {
	test('text arrives unchanged', async () => {
		await accepts(text(labels), anyText, (accepted, value) => {
			expect(accepted).toBe(written(value));
			expect(isBroken(accepted)).toBe(false);
		});
	});

	test('text for a path is one segment, and leads nowhere else', async () => {
		await accepts(pathText(labels), anyText, (accepted, value) => {
			expect(accepted).toBe(written(value).trim());
			const { pathname } = new URL(`/api/x/${encodeURIComponent(accepted)}`, 'https://a.example');
			expect(decodeURIComponent(pathname.replace('/api/x/', ''))).toBe(accepted);
		});
	});

	test('text for a header is printable', async () => {
		await accepts(headerText(labels), fc.string(), (accepted, value) => {
			if (accepted === undefined) return;
			expect(accepted).toBe(written(value).trim());
			expect(accepted).toMatch(/^[ -~]+$/);
		});
	});

	test('a whole number consists of digits', async () => {
		const likely = fc.oneof(fc.nat().map(String), fc.nat(), fc.bigInt().map(String));
		await accepts(wholeNumber({ ...labels, min: 1, max: 5_000 }), likely, (accepted, value) => {
			expect(Number.isInteger(accepted) && accepted >= 1 && accepted <= 5_000).toBe(true);
			expect(String(value).trim().replace(/^0+/, '')).toBe(String(accepted));
		});
	});

	test('the IDs are all those listed', async () => {
		const likely = fc.array(fc.integer({ min: 1 })).map((ids) => ids.join(', '));
		await accepts(itemNumbers(labels), likely, (accepted, value) => {
			const given = (Array.isArray(value) ? value : String(value ?? '').split(/[,;\s]+/)).filter(
				(part) => part !== '',
			);
			expect(accepted.map(String)).toEqual(
				given.map((part) => String(part).trim().replace(/^0+/, '')),
			);
		});
	});

	test('a GUID is the one in the text', async () => {
		const likely = fc.uuid().chain((id) => fc.constantFrom(id, id.toUpperCase(), `{${id}}`));
		await accepts(guidText(labels), likely, (accepted, value) => {
			expect(accepted).toMatch(/^[0-9a-f-]{36}$/);
			expect(String(value).toLowerCase()).toContain(accepted);
		});
	});

	test('a switch is on or off', async () => {
		await accepts(boolean(labels), fc.boolean(), (accepted, value) => {
			expect(String(value)).toBe(String(accepted));
		});
	});

	test('an option is one of those offered', async () => {
		const names = { A: 'A', constructor: 'B' };
		await accepts(
			options<keyof typeof names>({ ...labels, labels: names, default: 'A' }),
			fc.constantFrom('A', 'constructor', 'toString', '__proto__'),
			(accepted, value) => {
				expect(accepted).toBe(value);
				expect(['A', 'constructor']).toContain(accepted);
			},
		);
		await accepts(
			multiOptions<keyof typeof names>({ ...labels, labels: names }),
			fc.array(fc.constantFrom('A', 'constructor', 'toString')),
			(accepted) => {
				for (const one of accepted) expect(['A', 'constructor']).toContain(one);
			},
		);
	});

	const anyAddress = fc.oneof(
		fc.webUrl({ withFragments: true, withQueryParameters: true, validSchemes: ['https', 'http'] }),
		anyText.map((path) => `https://contoso.sharepoint.com/${path}`),
		anyText.map((host) => `https://${host}.sharepoint.com/sites/x`),
	);

	test('the address of a document uses https on the given host, without its query', async () => {
		await accepts(documentAddress(labels), anyAddress, (accepted, value) => {
			const url = new URL(accepted);
			expect(
				url.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname),
			).toBe(true);
			expect(url.host).toBe(new URL(String(value)).host);
			expect(accepted).not.toContain('?');
			expect(url.username + url.password).toBe('');
			expect(isBroken(accepted)).toBe(false);
			expect(accepted).not.toMatch(/[\p{Cc}\\]/u);
		});
	});

	test('the address of a site fits into a header, on the given host', async () => {
		await accepts(otherSiteUrl, anyAddress, (accepted, value) => {
			expect(accepted).toMatch(/^https?:\/\/[!-~]+$/);
			expect(new URL(accepted).host).toBe(new URL(String(value)).host);
			expect(new URL(accepted).pathname.replace(/\/$/, '')).toBe(
				accepted.slice(new URL(accepted).origin.length),
			);
		});
	});

	test('base64 represents the same bytes', async () => {
		const likely = fc.uint8Array({ minLength: 1 }).chain((bytes) => {
			const whole = Buffer.from(bytes).toString('base64');
			return fc.constantFrom(
				whole,
				whole.replace(/=+$/, ''),
				whole.replace(/(.{5})/g, '$1\r\n'),
				`data:application/pdf;base64,${whole}`,
			);
		});
		await accepts(base64(labels), likely, (accepted, value) => {
			expect(accepted).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
			expect(accepted.length % 4).toBe(0);
			const given = String(value).replace(/^data:[^,]*,/, '');
			expect(Buffer.from(accepted, 'base64')).toEqual(Buffer.from(given, 'base64'));
		});
	});

	test('the name of a file is one that SharePoint accepts', async () => {
		await accepts(fileName(labels), anyText, (accepted, value) => {
			expect(accepted).toBe(written(value));
			expect(accepted).not.toMatch(/["*:<>?/\\|\p{Cc}]|^\s|[\s.]$/u);
			expect(accepted.length).toBeLessThanOrEqual(255);
		});
	});

	test('a date is the day as written', async () => {
		const likely = fc
			.tuple(
				fc.integer({ min: 1900, max: 2100 }),
				fc.integer({ min: 0, max: 13 }),
				fc.integer({ min: 0, max: 32 }),
			)
			.map(([year, month, day]) =>
				[year, month, day].map((n) => String(n).padStart(2, '0')).join('-'),
			);
		await accepts(dateTime(labels), likely, (accepted, value) => {
			expect(new Date(accepted).toISOString().replace('.000Z', 'Z')).toBe(accepted);
			if (typeof value !== 'string') return;
			expect(pointInTime(value, 'UTC')?.day).toBe(value.trim().slice(0, 10));
			expect(value.trim()).toMatch(/^\d{4}-\d{2}-\d{2}/);
		});
	});
});
