import { randomUUID } from 'node:crypto';

import { found, missing } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { listIds } from '../tenant/plainLists';
import { ids, offerUrl, projectSiteUrl } from '../tenant/seed';
import { hasSite } from '../tenant/tenantTypes';
import type { State } from '../tenant/state';
import { asText } from '../tenant/fieldValues';

const libraryUrl = `${new URL(projectSiteUrl).pathname}/Shared Documents`;

const seeded: Schemas['AppAndFlowParameter'] = {
	Entity: {
		ListId: ids.projects,
		ListItemId: ids.newIntranet,
		Title: 'New intranet',
		ServerRelativeUrl: new URL(projectSiteUrl).pathname,
		Properties: {},
	},
	Library: { Id: listIds.documents, ServerRelativeUrl: libraryUrl, Name: 'Documents' },
	Documents: [
		{
			Id: 1,
			Name: 'Offer.docx',
			ServerRelativeUrl: decodeURI(new URL(offerUrl).pathname),
			Properties: {},
		},
	],
};

/** Calls for the parameters of apps and flows. */
export function parameterHandlers(state: State): Handlers {
	const parameters = new Map<string, Schemas['AppAndFlowParameter']>([
		[ids.powerAppParameter, seeded],
	]);
	return handlers({
		'GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}': ({ path }) => {
			const text = `Parameter with identifier ${path.identifier} was not found.`;
			return found(parameters.get(path.identifier), text, missing);
		},
		'POST /api/Parameter/ConstructPowerAppAndFlowParameter': ({ body }) => {
			const entity = state.entity(state.module(body.EntityListId), body.EntityId);
			const identifier = randomUUID();
			parameters.set(identifier, {
				Entity: {
					ListId: body.EntityListId,
					ListItemId: body.EntityId,
					Title: asText(entity.values.Title),
					ServerRelativeUrl: hasSite(entity) ? entity.site : null,
					Properties: {},
				},
				Library: body.LibraryInfo,
				Documents: (body.DocumentIDs ?? []).map((Id): Schemas['AppAndFlowDocument'] => ({
					Id,
					Name: `Document ${Id}`,
					ServerRelativeUrl:
						body.LibraryInfo && `${body.LibraryInfo.ServerRelativeUrl}/Document ${Id}`,
					Properties: {},
				})),
			});
			return identifier;
		},
	});
}
