import { call } from '../../../api/call';
import { internetMessageId } from '../../../concepts/email';
import { operation } from '../operation';
import { passThrough } from '../output';

export const getLocations = operation({
	value: 'getLocations',
	name: 'Get Locations',
	action: 'Get locations of email',
	description: 'Get the places in WorkPoint where a mail is filed, with their entities',
	parameters: { internetMessageId },
	request: ({ internetMessageId: messageID }) =>
		call('GET /api/JournalLocation/GetJournalLocations', { query: { messageID } }),
	output: passThrough,
});
