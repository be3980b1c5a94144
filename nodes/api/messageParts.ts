import { withoutSecrets } from './secrets';

/** Longest excerpt of a foreign text that goes into a message, in characters. */
const EXCERPT = 400;

/** The words of an error. */
export interface Words {
	message: string;
	description?: string;
	httpCode?: string;
}

/** Puts a foreign text into a message: without secrets, on one line, not too long. */
export type Quote = (text: string) => string;

export function quoting(secrets: string[]): Quote {
	return (text) => {
		const clean = withoutSecrets(text, secrets).replace(/\s+/g, ' ').trim();
		return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)} …` : clean;
	};
}

/** One text of several sentences, of which some may be missing. */
export function inOne(...sentences: Array<string | undefined>): string {
	return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

/** A text with a full stop. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}
