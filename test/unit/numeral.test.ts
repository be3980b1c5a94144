import { isExact, plainNumeral, roundedNumeralIn } from '../../nodes/api/numeral';

describe('a numeral', () => {
	test.each([
		...['0', '-0', '1', '-42', '1234.5', '1234.50', '0.1', '0.0000001', '1e-7', '1.5E+3', '007'],
		...['9007199254740991', '-9007199254740991', '123456789012345', '0.30000000000000004'],
		...['1000000', '100.00', '5E-05'],
	])('%s keeps its digits as a number', (text) => {
		expect(isExact(text)).toBe(true);
	});

	test.each([
		...['9007199254740992', '9007199254740993', '5701234567890123456', '5701234567890124000'],
		...['-5701234567890123456', '12345678901234567', '1e21', '1e400', '1e-400'],
		...['0.12345678901234567890', '1234567890.1234567890', '123456789012345.678'],
	])('%s does not keep its digits', (text) => {
		expect(isExact(text)).toBe(false);
	});
});

describe('a number', () => {
	test.each<[number, string]>([
		[0, '0'],
		[-0, '0'],
		[42, '42'],
		[-1234.5, '-1234.5'],
		[1e-7, '0.0000001'],
		[-1.5e-7, '-0.00000015'],
		[123e-20, '0.00000000000000000123'],
		[0.000001, '0.000001'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	])('%d is written as %s', (number, text) => {
		expect(plainNumeral(number)).toBe(text);
		expect(Number(text)).toBe(number === 0 ? 0 : number);
	});

	test.each([NaN, Infinity, -Infinity, 2 ** 53, 5701234567890123000, 1e21, -1e300])(
		'%d has no reliable digits',
		(number) => {
			expect(plainNumeral(number)).toBeUndefined();
		},
	);
});

describe('a number that JSON.parse would round', () => {
	test.each<[json: string, member: string | undefined, numeral: string]>([
		['{ "Notes": 5701234567890123456 }', 'Notes', '5701234567890123456'],
		['{"A":1,"B":{"C":[1,{"D":12345678901234567}]}}', 'B', '12345678901234567'],
		['{"A":[{"x":"y"}],"B\\"":0.12345678901234567890}', 'B"', '0.12345678901234567890'],
		['[1, 5701234567890123456]', undefined, '5701234567890123456'],
		['-5701234567890123456', undefined, '-5701234567890123456'],
		['{"A":1e400}', 'A', '1e400'],
	])('in %s is found with its member', (json, member, numeral) => {
		expect(roundedNumeralIn(json)).toEqual({ member, numeral });
	});

	test.each([
		'{"Notes":"5701234567890123456"}',
		'{"5701234567890123456":1}',
		'{"A":"\\"5701234567890123456"}',
		'{"A":"\\\\","B":12.50}',
		'{}',
		'null',
		'[true,false,1e3,-0.5]',
	])('is not in %s', (json) => {
		expect(roundedNumeralIn(json)).toBeUndefined();
	});
});
