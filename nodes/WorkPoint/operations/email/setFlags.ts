import { serviceErrors } from '../serviceErrors';
import { call } from '../../../api/call';
import { internetMessageId } from '../../../concepts/email';
import { text } from '../../../parameters/text';
import { operation } from '../operation';

export const setFlags = operation({
	name: 'Flag as Filed',
	action: 'Flag email as filed',
	description: 'Mark an email as filed in all mailboxes that contain it',
	parameters: {
		internetMessageId,
		color: text({
			description: 'The name of the Outlook color for the email',
			placeholder: 'e.g. Green',
		}),
	},
	orderKeys: ({ internetMessageId: id }) => [`email ${id}`],
	request: ({ internetMessageId: internetMessageID, color: OutlookColorName }) =>
		call('GET /api/JournalizeFlag/SetFlags', {
			query: { internetMessageID, OutlookColorName },
			isRead: false,
		}),
	serviceErrors,
});
