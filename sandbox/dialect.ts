import { contract } from '../contract/document';
import type { Guesses } from '../contract/workpoint365';

export type Guess = keyof Guesses;

/**
 * The readings of what the contract guesses (`x-guesses`). The first of each is the one that is played when none is
 * chosen. Each is played in one place, which asks `is`.
 */
export const readingsOf = Object.fromEntries(
	Object.entries(contract['x-guesses'] ?? {}).map(([guess, { readings }]) => [
		guess,
		Object.keys(readings),
	]),
) as { [G in Guess]: Array<Guesses[G]> };

/** The readings that a sandbox plays instead of the first ones. */
export type ChosenReadings = Partial<Guesses>;

/** Whether a reading is the one that is played. */
export class Dialect {
	/** @throws {Error} when a guess has no such reading */
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
