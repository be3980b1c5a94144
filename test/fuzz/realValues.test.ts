import fc from 'fast-check';
import { tryToParseDateTime, type IDataObject } from 'n8n-workflow';

import { defectIn, jsonBytes } from '../../nodes/api/body';
import { isExact, plainNumeral } from '../../nodes/api/numeral';
import { peopleIn } from '../../nodes/concepts/fields/peopleInMails';
import { pointInTime } from '../../nodes/parameters/date';
import { fieldsAsJson } from '../../nodes/parameters/jsonInput';
import { decimal } from '../../nodes/parameters/number';
import { plainText } from '../../nodes/parameters/text';
import { anyText, anyValue, isBroken, readValue, tries } from '../support/fuzz';
import { anyMoment, isSameNumber, mailHeader, oddNumber, zones } from '../support/realValues';

describe('values from real systems arrive as intended, or are refused', () => {
	const fields = fieldsAsJson({ example: '{}' });

	test('numbers in JSON, with or without a byte order mark', async () => {
		const one = fc.record({
			name: anyText,
			numerals: fc.array(oddNumber, { minLength: 1, maxLength: 4 }),
			mark: fc.constantFrom('', '\ufeff'),
		});
		let accepted = 0;
		await fc.assert(
			fc.asyncProperty(one, async ({ name, numerals, mark }) => {
				const text = `${mark}{${JSON.stringify(name)}:[${numerals.join(', ')}]}`;
				const result = await readValue(fields, text);
				const isPlain = numerals.every(isExact) && !isBroken(name);
				expect('accepted' in result).toBe(isPlain);
				if (!('accepted' in result)) return;
				accepted++;
				const sent = (await jsonBytes(result.accepted)).toString();
				const arrived = sent.slice(sent.lastIndexOf('[') + 1, -2).split(',');
				expect(arrived).toHaveLength(numerals.length);
				for (const [i, numeral] of numerals.entries())
					expect([numeral, isSameNumber(arrived[i] ?? '', numeral)]).toEqual([numeral, true]);
			}),
			tries(),
		);
		expect(accepted).toBeGreaterThan(0);
	});

	test('numbers as text, and text from numbers', () => {
		fc.assert(
			fc.property(oddNumber, (numeral) => {
				const number = decimal(numeral);
				if (number !== undefined) expect(isSameNumber(plainText(number) ?? '', numeral)).toBe(true);
				const text = plainNumeral(Number(numeral));
				if (text === undefined) return;
				expect(text).toMatch(/^-?\d+(\.\d+)?$/);
				expect(Number(text)).toBe(Number(numeral) + 0);
			}),
			tries(),
		);
	});

	test('a body, or nothing', async () => {
		await fc.assert(
			fc.asyncProperty(fc.dictionary(anyText, anyValue), async (body) => {
				const defect = defectIn(body);
				if (defect !== undefined) {
					await expect(jsonBytes(body)).rejects.toThrow();
					return;
				}
				const arrived = JSON.parse((await jsonBytes(body)).toString()) as IDataObject;
				const given = Object.entries(body).filter(([, value]) => value !== undefined);
				expect(Object.keys(arrived).sort()).toEqual(given.map(([name]) => name).sort());
				for (const [name, value] of given) if (value !== null) expect(arrived[name]).not.toBeNull();
			}),
			tries(),
		);
	});

	test('points in time in every time zone, in every form', () => {
		fc.assert(
			fc.property(
				anyMoment,
				fc.constantFrom(...zones),
				fc.constantFrom(...zones),
				(moment, zone, writer) => {
					const written = tryToParseDateTime(moment.toISOString(), 'UTC').setZone(writer);
					const utc = moment.toISOString().replace('.000Z', 'Z');
					const days = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
					const isMidnight = utc.endsWith('T00:00:00Z');
					for (const form of [moment, utc, written, written.toISO()]) {
						const read = pointInTime(form, zone);
						expect(read?.utc).toBe(utc);
						const isAsWritten = isMidnight && (form === moment || form === utc || !written.offset);
						expect(read?.day).toBe(isAsWritten ? utc.slice(0, 10) : days.format(moment));
					}
				},
			),
			tries(),
		);
	});

	test('the addresses in the header of a mail', () => {
		fc.assert(
			fc.property(mailHeader, ({ text, addresses }) => {
				const found = peopleIn(text).flatMap(({ address }) => address ?? []);
				expect(found).toEqual(addresses);
			}),
			tries(),
		);
	});
});
