import { asObject, objectsIn, textIn } from '../../../../api/json';
import { call, type Schemas, type Send } from '../../../../api/call';
import { pause } from '../../../../api/clock';
import { fieldIn, itemCall, siteIn } from '../../../../concepts/query/item';
import { relationsOf } from '../../../../concepts/relation';
import { guid } from '../../../../parameters/guid';
import { falseIfRefused, type OwnEntity } from './check';

/** The own entity as it is now. */
export const readItem = async ({ businessModule, entity }: OwnEntity, send: Send) =>
	asObject(await send(itemCall(businessModule, entity)));

/** An entity; nothing when its title is not the own one. */
export async function readOwn({ businessModule, title }: OwnEntity, id: unknown, send: Send) {
	const item = typeof id === 'number' ? asObject(await send(itemCall(businessModule, id))) : {};
	return item.Title === title ? item : {};
}

/**
 * The ID of the entity with the own title; undefined when there is none. Writing the title that it has finds it without a
 * query, whose form is a guess (contract: camlForm).
 */
export async function idByTitle({ listName: ListName, title: Value }: OwnEntity, send: Send) {
	const FieldValues = [{ InternalFieldName: 'Title', Value }];
	const body = { ListName, IdentifierFieldValues: FieldValues, FieldValues };
	return await send(call('POST /api/ListItem/Update', { body })).catch(falseIfRefused);
}

type ItemKey = Omit<Schemas['FindListItem'], 'ListName'>;

/** Whether the module has an entity. */
export const itemExists = async ({ listName: ListName }: OwnEntity, key: ItemKey, send: Send) =>
	await send(call('POST /api/ListItem/Exists', { isRead: true, body: { ListName, ...key } }));

export const isSite = (text: string) => /^[/h]/i.test(text);

/** The site of the own entity, or its status, between asterisks; waits while it is `awaited`. */
export async function siteStatus(
	own: OwnEntity,
	send: Send,
	awaited = /^\*Prov/i,
	signal?: AbortSignal,
) {
	for (let wait = 500; ; wait *= 2) {
		const item = await readOwn(own, own.entity, send);
		const status = siteIn(item) ?? textIn(fieldIn(item, 'wpSite')?.Value);
		if (!awaited.test(status) || wait > 32_000) return status;
		await pause(wait, signal);
	}
}

/** The webhooks of the run: no other has its title. */
export const webhooksOf = async ({ title }: OwnEntity, send: Send) =>
	objectsIn(await send(call('GET /api/webhookproxy'))).filter((one) => one.Description === title);

/** The relations of the own entity to itself. */
export const ownRelations = async ({ businessModule, entity }: OwnEntity, send: Send) =>
	(await relationsOf(businessModule, entity, send)).filter(({ RelationA, RelationB }) =>
		[RelationA, RelationB].every(
			(end) => end?.ItemId === entity && guid(end.ListId) === guid(businessModule),
		),
	);
