import { textIn } from '../api/json';
import type { Send } from '../api/call';
import type { IdKind } from './locator';
import { LookUp, type Reader, type Refuse } from './parameter';

/** A thing with an ID and a name. */
export interface Named<T> {
	id: T;
	name: string;
}

interface NamedThings<T> {
	id: IdKind<T>;
	/** The plural noun in errors: "stages of the business module". */
	things: string;
	/** An example of a name. */
	example: string;
	/** Lists all things; `found` holds the values of the preceding parameters. */
	list(send: Send, found: Record<string, unknown>): Promise<Array<Named<T>>>;
}

/** Maximum number of names in an error. */
const shownNames = 30;

const key = (name: string) => name.normalize('NFC').trim().toLowerCase();

/** The things with a name, ignoring case; each ID counts once. */
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
 * The ID of the only thing with a name.
 *
 * @param refuse fails the item if no thing, or several, have the name
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
		'Enter the ID of the right one, or pick it from the list.',
	);
}

/** The settings of a locator that accepts names as well as IDs. An ID needs no lookup. */
export function named<T>({ id, things, example, list }: NamedThings<T>) {
	return {
		id: {
			mode: {
				displayName: 'By ID or Name',
				name: 'id',
				form: `Its ID is ${id.expected}; its name works too.`,
			},
			expected: 'an ID or a name',
			example,
			regex: '.*\\S.*',
			read: id.read,
		},
		// n8n calls every mode "id" By ID, so this one says in its list that a name will do.
		modes: [
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string' as const,
				placeholder: `e.g. ${example}`,
			},
		],
		readOther(text: string, { refuse }: Reader): LookUp<T> | undefined {
			const name = text.trim();
			if (name === '') return undefined;
			return new LookUp(async (send, _siteUrl, found) =>
				idOf(await list(send, found), things, name, refuse),
			);
		},
	};
}
