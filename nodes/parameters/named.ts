import { textIn } from '../api/json';
import type { Send } from '../api/call';
import type { IdKind } from './locator';
import { LookUp, type Reader, type Refuse } from './parameter';

/** A thing that has a name beside its ID. */
export interface Named<T> {
	id: T;
	name: string;
}

interface NamedThings<T> {
	id: IdKind<T>;
	/** What they are, for errors: "stages of the business module". */
	things: string;
	/** A name such as one of them has. */
	example: string;
	/** All of them; `found` holds the values of the parameters before this one. */
	list(send: Send, found: Record<string, unknown>): Promise<Array<Named<T>>>;
}

/** Names that an error shows at most. */
const shownNames = 30;

const key = (name: string) => name.normalize('NFC').trim().toLowerCase();

/** Those that have a name, in any case; each ID counts once. */
export function withName<T>(all: Array<Named<T>>, name: string): Array<Named<T>> {
	const fitting = all.filter((one) => key(textIn(one.name)) === key(name));
	return [...new Map(fitting.map((one) => [one.id, one])).values()];
}

const quoted = ({ name }: Named<unknown>) => `"${textIn(name)}"`;

function listed(names: string[]): string {
	const more = names.length - shownNames;
	return names.slice(0, shownNames).join(', ') + (more > 0 ? `, and ${more} more` : '');
}

/**
 * The ID of the one thing that has a name.
 *
 * @param refuse ends the item where no thing has the name, and where several have it
 */
function idOf<T>(all: Array<Named<T>>, things: string, name: string, refuse: Refuse): T {
	const [one, ...others] = withName(all, name);
	if (one === undefined)
		return refuse(
			all.length === 0
				? `is "${name}", but there are no ${things}`
				: `is "${name}", which is none of the ${things}: ${listed(all.map(quoted))}`,
			'Enter one of the names, or an ID, or pick it from the list.',
		);
	if (others.length === 0) return one.id;
	const fitting = [one, ...others].map((each) => `${quoted(each)} (${String(each.id)})`);
	return refuse(
		`is "${name}", which fits several ${things}: ${listed(fitting)}`,
		'Enter the ID of the one that is meant, or pick it from the list.',
	);
}

/** The settings of a locator for things that may be named in the place of their ID. Who gives the ID needs no call. */
export function named<T>({ id, things, example, list }: NamedThings<T>) {
	return {
		id: {
			mode: {
				displayName: 'By ID or Name',
				name: 'id',
				form: `Its ID is ${id.expected}; its name is enough.`,
			},
			expected: 'an ID or a name',
			example,
			regex: '.*\\S.*',
			read: id.read,
		},
		readOther(text: string, { refuse }: Reader): LookUp<T> | undefined {
			const name = text.trim();
			if (name === '') return undefined;
			return new LookUp(async (send, _siteUrl, found) =>
				idOf(await list(send, found), things, name, refuse),
			);
		},
	};
}
