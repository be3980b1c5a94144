import { withoutSecrets } from './secrets';

/** Longest excerpt of untrusted text in a message, in characters. */
const EXCERPT = 400;

/** The wording of an error. */
export interface Words {
	message: string;
	description?: string;
	httpCode?: string;
}

/** Prepares untrusted text for a message: redacted, on one line, shortened. */
export type Quote = (text: string) => string;

export function quoting(secrets: string[]): Quote {
	return (text) => {
		const clean = withoutSecrets(text, secrets).replace(/\s+/g, ' ').trim();
		return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)} …` : clean;
	};
}

/** Joins sentences, skipping undefined ones. */
export function inOne(...sentences: Array<string | undefined>): string {
	return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

/** Adds a full stop if there is none. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}
