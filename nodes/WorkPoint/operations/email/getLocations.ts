import { objectsIn } from '../../../api/json';
import { call, type Schemas, type Send } from '../../../api/call';
import { internetMessageId, onePerEntity, simplifiedPlace } from '../../../concepts/email';
import { outputForm } from '../../../parameters/outputForm';
import { operation } from '../operation';
import { passThrough } from '../answers';

async function locationsOf(
	messageID: string,
	send: Send,
): Promise<Array<Schemas['JournalLocation']>> {
	const route = 'GET /api/JournalLocation/GetJournalLocations';
	return (await send(call(route, { query: { messageID } }))) ?? [];
}

export const getLocations = operation({
	action: 'Get locations of email',
	description:
		'Get the locations in WorkPoint where an email is filed, with their entities. The output keeps the files of the email.',
	keepsInputFiles: true,
	parameters: { internetMessageId, ...outputForm },
	// The second call is sent only if the first finds nothing: that the brackets belong to the ID is a guess (C, contract:
	// messageId).
	execute: async ({ internetMessageId, simplify }, send) => {
		const bare = internetMessageId.trim().replace(/^<|>$/g, '');
		const withBrackets = await locationsOf(`<${bare}>`, send);
		const found = withBrackets.length > 0 ? withBrackets : await locationsOf(bare, send);
		return passThrough(simplify ? onePerEntity(objectsIn(found)).map(simplifiedPlace) : found);
	},
});
