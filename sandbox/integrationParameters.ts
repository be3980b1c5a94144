import { randomUUID } from 'node:crypto';

import { refusal } from './errors';
import type { Handlers } from './handlers';
import { listIds } from './plainLists';
import { ids, offerUrl, projectSiteUrl } from './seed';
import type { State } from './state';

const libraryUrl = `${new URL(projectSiteUrl).pathname}/Shared Documents`;

const seeded = {
	Entity: {
		ListId: ids.projects,
		ListItemId: 1,
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

/** What is handed to apps and flows. */
export function parameterHandlers(state: State): Handlers {
	const parameters = new Map<string, unknown>([[ids.powerAppParameter, seeded]]);
	return {
		'GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}': ({ params }) => {
			const parameter = parameters.get(String(params.identifier));
			if (parameter === undefined)
				throw refusal(`Parameter with identifier ${String(params.identifier)} was not found.`);
			return parameter;
		},
		'POST /api/Parameter/ConstructPowerAppAndFlowParameter': ({ body }) => {
			const { siteUrl, values } = state.entity(state.module(body.EntityListId), body.EntityId);
			const identifier = randomUUID();
			parameters.set(identifier, {
				Entity: {
					ListId: body.EntityListId,
					ListItemId: body.EntityId,
					Title: values.Title,
					ServerRelativeUrl: siteUrl === null ? null : new URL(siteUrl).pathname,
					Properties: {},
				},
				Library: body.LibraryInfo,
				Documents: body.DocumentIDs.map((Id: number) => ({
					Id,
					Name: `Document ${Id}`,
					ServerRelativeUrl: `${body.LibraryInfo.ServerRelativeUrl}/Document ${Id}`,
					Properties: {},
				})),
			});
			return identifier;
		},
	};
}
