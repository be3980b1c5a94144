import { UserError } from 'n8n-workflow';

import { textIn } from '../api/json';
import { fieldIn, type ListItem } from '../concepts/query/item';
import { isMissing, type PlainParameter } from '../parameters/parameter';
import { plainText } from '../parameters/text';

/** A name, an email address, an ID or a login name (a claim, whose last part is the address) in one spelling. */
const spelling = (text: string) =>
	text
		.slice(text.lastIndexOf('|') + 1)
		.trim()
		.toLowerCase();

/** Accounts whose changes start nothing. A name may hold commas, so semicolons stand between them. */
export const ignoreChangesBy: PlainParameter<string[]> = {
	field: {
		type: 'string',
		default: '',
		placeholder: 'e.g. n8n Service; anna@contoso.com',
		description:
			'Accounts whose changes start nothing, separated by semicolons, such as the account of a credential whose workflow updates what it watches. Names, email addresses or IDs, as in the field Editor.',
	},
	read(reader, name) {
		const given = [reader.value(name)].flat().filter((one) => !isMissing(one));
		const accounts = given.flatMap((one) => {
			const text = plainText(one);
			if (text === undefined)
				return reader.refuse(
					'is not a list of accounts',
					'Enter names, email addresses or IDs with semicolons between them.',
				);
			return text.split(';').map(spelling);
		});
		return accounts.filter((account) => account !== '');
	},
};

/**
 * Whether a row was changed last by one of some accounts, by its field `Editor`: in whichever of its forms it comes (C), a
 * name, an ID, a login name, or several of them (`7;#Anna Berg`).
 *
 * @throws {UserError} when the row does not have the field: a workflow would run for ever by its own changes
 */
export function isChangedBy(row: ListItem, accounts: string[]): boolean {
	if (accounts.length === 0) return false;
	const editor = fieldIn(row, 'Editor');
	if (editor === undefined)
		throw new UserError(
			`WorkPoint does not tell who changed item ${row.ID}, so 'Ignore Changes By' cannot be used here`,
		);
	const texts = [editor.Value, editor.TextValue].map(textIn);
	const spellings = texts.flatMap((text) => [text, ...text.split(/;#|,#/)]).map(spelling);
	return spellings.some((one) => accounts.includes(one));
}
