import { refined } from '../parameters/parameter';
import { text, texts } from '../parameters/text';

/** An e-mail address, also as mails write it: "Anna Berg <anna@contoso.com>". */
function bareAddress(value: string): string | undefined {
	const address = (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();
	return /^[^\s@,;]+@[^\s@,;]+$/.test(address) ? address : undefined;
}

/** E-mail addresses, separated by commas or given as a list. */
export function emailAddresses(labels: Parameters<typeof texts>[0]) {
	return refined(texts({ placeholder: 'e.g. name@email.com', ...labels }), (values, reader) =>
		values.map(
			(value) =>
				bareAddress(value) ??
				reader.refuse(
					`has "${value}", which is no e-mail address`,
					'Enter addresses such as name@email.com, with commas between them.',
				),
		),
	);
}

/** What names a mail everywhere. That it keeps its angle brackets is a guess (C, contract: messageId). */
export const internetMessageId = text({
	displayName: 'Internet Message ID',
	description:
		'The text that identifies the mail in all mailboxes: internetMessageId in Outlook, with its angle brackets',
	placeholder: 'e.g. <AM0PR08MB1234@eurprd08.prod.outlook.com>',
});
