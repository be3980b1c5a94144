import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/json';
import type { Schemas } from '../api/call';
import { isMissing, type Labels, type PlainParameter } from '../parameters/parameter';
import { plainText, text } from '../parameters/text';

/** An e-mail address, also as mails write it: "Anna Berg <anna@contoso.com>". */
function bareAddress(value: string): string | undefined {
	const address = (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();
	return /^[^\s@,;]+@[^\s@,;]+$/.test(address) ? address : undefined;
}

/** The addresses of a text. A part without @ belongs to the name of the next one: "Berg, Anna <anna@contoso.com>". */
function addressesInText(text: string): string[] {
	const addresses: string[] = [];
	let name = '';
	// Names in quotes may hold anything.
	const parts = text.replace(/"[^"]*"/g, '').split(/[,;]/);
	for (const part of parts.map((one) => one.trim()).filter((one) => one !== '')) {
		const whole = name === '' ? part : `${name}, ${part}`;
		if (part.includes('@')) addresses.push(whole);
		name = part.includes('@') ? '' : whole;
	}
	return name === '' ? addresses : [...addresses, name];
}

/**
 * The addresses in what mail nodes give: texts, lists of them, or objects as Microsoft Graph (`emailAddress.address`) and
 * IMAP (`value`, `address`) have them.
 */
function addressesIn(value: unknown): unknown[] {
	if (isMissing(value)) return [];
	if (Array.isArray(value)) return value.flatMap(addressesIn);
	const inner = isObject(value) ? (value.emailAddress ?? value.value ?? value.address) : undefined;
	if (inner !== undefined) return addressesIn(inner);
	return typeof value === 'string' ? addressesInText(value) : [value];
}

/** E-mail addresses, separated by commas or semicolons, or as mail nodes give them. */
export function emailAddresses(labels: Labels): PlainParameter<string[]> {
	return {
		field: { type: 'string', default: '', placeholder: 'e.g. name@email.com', ...labels },
		read(reader, name) {
			const given = addressesIn(reader.value(name));
			if (labels.required && given.length === 0)
				return reader.refuse('is empty', 'Enter an e-mail address.');
			return given.map(
				(one) =>
					bareAddress(plainText(one) ?? '') ??
					reader.refuse(
						`has ${JSON.stringify(one)}, which is no e-mail address`,
						'Enter addresses such as name@email.com, with commas between them.',
					),
			);
		},
	};
}

/** What names a mail everywhere. That it keeps its angle brackets is a guess (C, contract: messageId). */
export const internetMessageId = text({
	description:
		'The text that identifies the mail in all mailboxes: internetMessageId in Outlook, with its angle brackets',
	placeholder: 'e.g. <AM0PR08MB1234@eurprd08.prod.outlook.com>',
});

/** IDs of SharePoint that say nothing to people, and that no other operation takes. */
const technicalIds: string[] = ['EntityGuid', 'ListID', 'SiteID', 'WebID'] satisfies Array<
	keyof (Schemas['EntitySuggestion'] & Schemas['JournalLocation'])
>;

/** A suggested entity, or the place of a mail, without what only programs of WorkPoint use. */
export function simplifiedPlace(place: object): IDataObject {
	const members = Object.entries(place) as Array<[string, IDataObject[string]]>;
	return Object.fromEntries(members.filter(([name]) => !technicalIds.includes(name)));
}
