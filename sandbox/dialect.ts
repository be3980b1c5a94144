import { contract } from '../contract/contractDocument';
import type { Guesses } from '../contract/workpoint365';

export type Guess = keyof Guesses;

/**
 * The possible readings of the contract's guesses (`x-guesses`). The first reading is the default. Each guess is
 * implemented in one place, through `is`.
 */
export const readingsOf = Object.fromEntries(
	Object.entries(contract['x-guesses'] ?? {}).map(([guess, { readings }]) => [
		guess,
		Object.keys(readings),
	]),
) as { [G in Guess]: Array<Guesses[G]> };

/** The readings that replace a sandbox's defaults. */
export type ChosenReadings = Partial<Guesses>;

/** The active reading of each guess. */
export class Dialect {
	/** @throws {Error} if a guess has no such reading */
	constructor(private readonly choices: ChosenReadings = {}) {
		for (const [guess, reading] of Object.entries(choices)) {
			const known: string[] | undefined = readingsOf[guess as Guess];
			if (known?.includes(reading) !== true)
				throw new Error(`The guess ${guess} has no reading ${reading}: ${known?.join(', ')}`);
		}
	}

	is<G extends Guess>(guess: G, reading: Guesses[G]): boolean {
		return (this.choices[guess] ?? readingsOf[guess][0]) === reading;
	}
}
