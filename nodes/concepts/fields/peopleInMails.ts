import { isObject, member } from '../../api/json';
import { decoded } from '../../api/urls';
import { isMissing } from '../../parameters/parameter';

/** A person as mails, directories and SharePoint write one. */
export interface Person {
	/** The person's text, for errors. */
	given: unknown;
	/** The email address; undefined for a name alone, and for an Exchange address (`/O=EXCHANGELABS/…`). */
	address?: string;
	/** SharePoint's login name, a claim such as `i:0#.f|membership|anna@contoso.com`. */
	loginName?: string;
}

const claim = /^[ic]:0[^\s|]{2,3}\|\S.*$/i;

/** An email address alone, in quotes, with its scheme, before a comment, or after a name: `Anna <anna@contoso.com>`. */
function addressIn(text: string): string | undefined {
	const inBrackets = /<([^<>]*)>[^<>]*$/.exec(text)?.[1] ?? text.replace(/\([^()]*\)/g, '');
	const plain = inBrackets.trim().replace(/^(['"])(.*)\1$/, '$2');
	const address = /^mailto:/i.test(plain)
		? decoded(plain.slice(7).replace(/\?.*$/, ''))
		: plain.replace(/^(?:smtp|sip):/i, '');
	return /^[^\s@,;:<>()"|]+@[^\s@,;:<>()"|]+$/.test(address) ? address : undefined;
}

function personInText(given: string): Person {
	const text = given.trim();
	if (!claim.test(text)) return { given, address: addressIn(text) };
	return { given, loginName: text, address: addressIn(text.slice(text.lastIndexOf('|') + 1)) };
}

/** The name before the first member of a group, unlike a scheme or the beginning of a claim. */
const groupName = /^(?![ic]:0|mailto:|smtp:|sip:)[^:<>@|]*:/i;

/** The people in a string without semicolons. A part without an email address belongs to the name of the next one: `Berg, Anna <…>`. */
function peopleBetweenCommas(text: string): Person[] {
	const people: Person[] = [];
	let name: string[] = [];
	const endName = () => {
		if (name.length > 0) people.push({ given: name.join(', ') });
		name = [];
	};
	for (const entry of text.split(',')) {
		const part = entry.trim().replace(groupName, '').trim();
		if (part === '') continue;
		const person = personInText(part);
		if (person.address === undefined && person.loginName === undefined) {
			name.push(part);
			continue;
		}
		if (part.includes('<')) name = [];
		endName();
		people.push(person);
	}
	endName();
	return people;
}

/** The people in a mail header; groups (`Team: a@x.dk, b@x.dk;`, `undisclosed-recipients:;`) count as their members. */
function peopleInHeader(text: string): Person[] {
	return text
		.replace(/"(?:[^"\\]|\\.)*"(?=\s*[<:])/g, '')
		.split(';')
		.flatMap(peopleBetweenCommas);
}

/** The members with a person or people, from mailparser, Outlook, Exchange, Graph and SharePoint, best first. */
const members = [
	...['group', 'emailAddress', 'mailbox', 'value', 'address', 'email', 'mail'],
	...['userPrincipalName', 'loginName', 'claims', 'text', 'name'],
];

/** All people in the output of mail nodes and directories: strings, lists of strings, and objects. */
export function peopleIn(value: unknown): Person[] {
	if (isMissing(value)) return [];
	if (Array.isArray(value)) return value.flatMap(peopleIn);
	if (typeof value === 'string') return peopleInHeader(value);
	if (!isObject(value)) return [{ given: value }];
	for (const name of members) {
		const found = peopleIn(member(value, name));
		if (found.some(({ address }) => address !== undefined)) return found;
	}
	return [{ given: value }];
}

/** The person in a value, by an email address or a claim; a comma does not separate. Undefined for any other value. */
export function personIn(value: unknown): Person | undefined {
	const people = typeof value === 'string' ? [personInText(value)] : peopleIn(value);
	const [person] = people;
	const isNamed = person?.address !== undefined || person?.loginName !== undefined;
	return people.length === 1 && isNamed ? person : undefined;
}
