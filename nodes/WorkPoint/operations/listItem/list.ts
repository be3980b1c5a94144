import { UserError } from 'n8n-workflow';

import type { Send } from '../../../shared/request';
import { readListDefinition } from '../../parameters/list';
import type { FieldTypes } from '../listItems';

/** The types of a list's fields by SharePoint's names of column types. */
export async function listFieldTypes(
	listId: string,
	siteUrl: string | undefined,
	send: Send,
): Promise<FieldTypes> {
	const { ListDefinition } = await readListDefinition(listId, siteUrl, send);
	const fields = ListDefinition?.Fields ?? [];
	const ofType = (pattern: RegExp) =>
		new Set(
			fields.flatMap(({ InternalName, Type }) =>
				InternalName && pattern.test(Type ?? '') ? [InternalName] : [],
			),
		);
	return {
		numbers: ofType(/^(Number|Currency|Integer|Counter)$/).add('ID'),
		booleans: ofType(/^Boolean$/),
		dates: ofType(/^DateTime$/),
		lists: ofType(/^MultiChoice$|Multi$/),
	};
}

/**
 * The name by which calls that change items address their list: the last segment of its address.
 *
 * @throws {UserError} when the list does not tell its address
 */
export async function listName(
	listId: string,
	siteUrl: string | undefined,
	send: Send,
): Promise<string> {
	const { ServerRelativeUrl, Title } = await readListDefinition(listId, siteUrl, send);
	const name = /([^/]+)\/?$/.exec(ServerRelativeUrl ?? '')?.[1];
	if (name === undefined) throw new UserError(`WorkPoint does not tell the address of "${Title}"`);
	return name;
}
