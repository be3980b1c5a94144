/** The canonical form of a decimal numeral: its digits and the power of ten of the last one. */
function canonical(numeral: string): string {
	const [mantissa = '', exponent = '0'] = numeral.toLowerCase().replace(/^[+-]/, '').split('e');
	const [whole = '', fraction = ''] = mantissa.split('.');
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/(?<!0)0+$/, '');
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	return significant === '' ? '0' : `${significant}e${power}`;
}

/**
 * True if a JavaScript number preserves every digit of a decimal numeral: at most 15 to 17 digits, integers below 2^53.
 */
export function isExact(numeral: string): boolean {
	const number = Number(numeral);
	const isRounded = Number.isInteger(number) && !Number.isSafeInteger(number);
	return !isRounded && canonical(numeral) === canonical(String(number));
}

/**
 * A number in plain notation, never with an exponent: 1e-7 is `0.0000001`. Undefined for NaN, Infinity, and integers
 * beyond 2^53, which are already rounded.
 */
export function plainNumeral(number: number): string | undefined {
	if (!Number.isFinite(number) || !isExact(String(number))) return undefined;
	const [mantissa = '', exponent] = String(Math.abs(number)).split('e-');
	if (exponent === undefined) return String(number);
	const zeros = '0'.repeat(Number(exponent) - 1);
	return `${number < 0 ? '-' : ''}0.${zeros}${mantissa.replace('.', '')}`;
}

/** Strings (with the colon after a name), brackets and numbers in JSON text. */
const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]|-?\d[\d.eE+-]*/gs;

/**
 * The first number of a valid JSON text that `JSON.parse` would round, and the top-level member that contains it;
 * undefined if all numbers are exact.
 */
export function roundedNumeralIn(json: string): { member?: string; numeral: string } | undefined {
	let depth = 0;
	let member: string | undefined;
	for (const [token, string, colon] of json.matchAll(tokens)) {
		if (string !== undefined) {
			if (colon !== undefined && depth === 1) member = JSON.parse(string) as string;
		} else if (token === '{' || token === '[') depth++;
		else if (token === '}' || token === ']') depth--;
		else if (!isExact(token)) return { member, numeral: token };
	}
	return undefined;
}
