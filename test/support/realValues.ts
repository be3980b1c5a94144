import fc from 'fast-check';

/** Numbers as databases, spreadsheets and other languages write them into JSON. */
export const oddNumber = fc.oneof(
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
	fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
	fc.integer().map((cents) => (cents / 100).toFixed(2)),
	fc.double({ min: -1, max: 1, noNaN: true }).map((number) => number.toFixed(20)),
	fc.double({ min: 1e-20, max: 1e20, noNaN: true }).map((number) => number.toExponential(17)),
	fc.constantFrom('0', '-0', '1E3', '5E-05', '1e400', '1e-400', '9007199254740993', '0.10'),
);

/** Whether two numerals are the same number, to the last digit. */
export function isSameNumber(one: string, other: string): boolean {
	const parts = [one, other].map((numeral) => {
		const [, digits = '', fraction = '', exponent = '0'] =
			/^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(numeral) ?? [];
		return { digits: BigInt(digits + fraction), power: Number(exponent) - fraction.length };
	});
	const least = Math.min(...parts.map(({ power }) => power));
	const [first, second] = parts.map(({ digits, power }) => digits * 10n ** BigInt(power - least));
	return first === second;
}

export const zones = [
	...['Europe/Copenhagen', 'America/Los_Angeles', 'America/St_Johns', 'Asia/Tokyo'],
	...['Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'],
];

/** Moments, many of them a midnight somewhere, or near a change of the clock. */
export const anyMoment = fc
	.oneof(
		fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }),
		fc
			.integer({ min: 0, max: 130 * 365 * 24 })
			.map((hours) => new Date(Date.UTC(1970, 0, 2, hours))),
		fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z').map((text) => new Date(text)),
	)
	.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const word = fc.string({ unit: fc.constantFrom(...'abcæøåÉß019'), minLength: 1, maxLength: 8 });
const atom = fc.string({ unit: fc.constantFrom(...'abz09.+_-'), minLength: 1, maxLength: 8 });

/** An address with its spelling in the header of a mail. */
const headerEntry = fc
	.record({ first: word, last: word, local: atom, host: atom })
	.chain(({ first, last, local, host }) => {
		const address = `${local}@${host}.dk`;
		return fc
			.constantFrom(
				address,
				`<${address}>`,
				`${first} <${address}>`,
				`${last}, ${first} <${address}>`,
				`"${last}, ${first}" <${address}>`,
				`"${last}; \\"${first}\\" (x@y.dk)" <${address}>`,
				`=?utf-8?Q?${last}?= <${address}>`,
				`'${address}'`,
				`${address} (${first})`,
				`mailto:${address}`,
			)
			.map((text) => ({ text, addresses: [address] }));
	});

const noAddress = fc
	.constantFrom(
		...['undisclosed-recipients:;', 'Recipients not shown: ;', ' ', ''],
		...['/O=EXCHANGELABS/OU=GROUP (X)/CN=RECIPIENTS/CN=BO;'],
	)
	.map((text) => ({ text, addresses: [] as string[] }));

const group = fc.tuple(word, fc.array(headerEntry, { maxLength: 3 })).map(([name, entries]) => ({
	text: `${name}: ${entries.map(({ text }) => text).join(', ')};`,
	addresses: entries.flatMap(({ addresses }) => addresses),
}));

/** The header of a mail with all addresses that it has. */
export const mailHeader = fc
	.tuple(
		fc.array(fc.oneof(headerEntry, headerEntry, noAddress, group), { maxLength: 6 }),
		fc.constantFrom(', ', '; ', ',\r\n\t'),
	)
	.map(([entries, separator]) => ({
		text: entries.map(({ text }) => text).join(separator),
		addresses: entries.flatMap(({ addresses }) => addresses),
	}));
