/** An answer that departs from the contract, as another reading of what it guesses has it. */
export class AsIs {
	constructor(readonly body: unknown) {}
}

/** Has an answer sent that the contract does not describe; `never`, as no type of the contract fits it. */
export function asIs(body: unknown): never {
	return new AsIs(body) as never;
}
