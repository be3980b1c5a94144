import { UserError } from 'n8n-workflow';

import { textIn } from '../api/json';
import { fieldIn, type ListItem } from '../concepts/query/item';
import { isMissing, type PlainParameter } from '../parameters/parameter';
import { plainText } from '../parameters/text';

/** A name, an email address, an ID or a login name (a claim that ends with the email address) in one spelling. */
const spelling = (text: string) =>
	text
		.slice(text.lastIndexOf('|') + 1)
		.trim()
		.toLowerCase();

/** Accounts whose changes start nothing. Names may contain commas, so semicolons separate them. */
export const ignoreChangesBy: PlainParameter<string[]> = {
	field: {
		type: 'string',
		default: '',
		placeholder: 'e.g. n8n Service; anna@contoso.com',
		description:
			'Accounts whose changes do not start the workflow, separated by semicolons, such as the account of a workflow that updates the items it watches. Names, email addresses or IDs, as in the field Editor.',
	},
	read(reader, name) {
		const given = [reader.value(name)].flat().filter((one) => !isMissing(one));
		const accounts = given.flatMap((one) => {
			const text = plainText(one);
			if (text === undefined)
				return reader.refuse(
					'is not a list of accounts',
					'Enter names, email addresses or IDs, separated by semicolons.',
				);
			return text.split(';').map(spelling);
		});
		return accounts.filter((account) => account !== '');
	},
};

/**
 * Whether one of the accounts changed a row last, by its field `Editor` in any of its forms (C): a
 * name, an ID, a login name, or several of them (`7;#Anna Berg`).
 *
 * @throws {UserError} when the row lacks the field: a workflow would run forever by its own changes
 */
export function isChangedBy(row: ListItem, accounts: string[]): boolean {
	if (accounts.length === 0) return false;
	const editor = fieldIn(row, 'Editor');
	if (editor === undefined)
		throw new UserError(
			`WorkPoint does not return who changed item ${row.ID}, so 'Ignore Changes By' cannot be used here`,
		);
	const texts = [editor.Value, editor.TextValue].map(textIn);
	const spellings = texts.flatMap((text) => [text, ...text.split(/;#|,#/)]).map(spelling);
	return spellings.some((one) => accounts.includes(one));
}
