import { expect } from 'expect';

import { call } from '../../../nodes/api/call';
import { ids } from '../../../sandbox/tenant/seed';
import { type Case } from './case';

/** An email that the sandbox has filed. */
const internetMessageId = '<complaint-001@jensen.example>';

export const emailCases: Case[] = [
	{
		operation: 'email.getLocations',
		parameters: { internetMessageId },
		sends: call('GET /api/JournalLocation/GetJournalLocations', {
			query: { messageID: internetMessageId },
		}),
		gives: [expect.objectContaining({ EntityListID: ids.cases, EntityID: 2 })],
	},
	{
		operation: 'email.setFlags',
		parameters: { internetMessageId, color: 'Green' },
		sends: call('GET /api/JournalizeFlag/SetFlags', {
			query: { internetMessageID: internetMessageId, OutlookColorName: 'Green' },
		}),
		gives: [expect.objectContaining({ Errors: [], MailInfos: expect.any(Array) })],
	},
];
