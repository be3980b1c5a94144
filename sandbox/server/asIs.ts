/** An answer that deviates from the contract, under another reading of a guess. */
export class AsIs {
	constructor(readonly body: unknown) {}
}

/** Sends an answer that the contract does not describe; `never`, since no type of the contract fits it. */
export function asIs(body: unknown): never {
	return new AsIs(body) as never;
}
