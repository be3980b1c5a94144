import type { Request } from 'express';

import { refusal } from './errors';
import type { Handlers } from './handlers';
import type { State } from './state';

/** The sites of entities, and the jobs that keep them up. */
export function siteHandlers(state: State): Handlers {
	const entityOf = ({ params }: Request) => {
		const module = state.module(String(params.businessModuleId));
		return { module, entity: state.entity(module, Number(params.entityId)) };
	};
	const queue = (what: string) => (request: Request) => {
		const { module, entity } = entityOf(request);
		const name = request.headers.workpointjobqueue ?? 'default';
		const JobId = state.queueJob(`${what} of ${module.entityName} ${entity.id} (${String(name)})`);
		return { JobId };
	};
	const queueForSite = (what: string) => (request: Request) => {
		const { module, entity } = entityOf(request);
		if (entity.siteUrl === null) throw refusal(`${module.entityName} ${entity.id} has no site.`);
		return queue(what)(request);
	};
	const entityPath = '/api/BusinessModules/{businessModuleId}/Entities/{entityId}';

	return {
		'POST /api/BusinessModules/{businessModuleId}/entities/{entityId}/ConnectToSite': (request) => {
			const { entity } = entityOf(request);
			const url = String(request.body.SiteUrl).replace(/\/+$/, '');
			if (!state.sites.has(url)) throw refusal(`The site ${url} does not exist.`);
			entity.siteUrl = url;
			return {};
		},
		'POST /api/SiteManagement/CreateSiteIfNotExists': ({ body }) => {
			const module = state.module(body.ListID);
			const entity = state.entity(module, body.ListItemID);
			if (entity.siteUrl !== null) return false;
			entity.siteUrl = state.addSite(module, entity.id);
			return true;
		},
		'POST /api/BusinessModules/{businessModuleId}/QueueMasterSiteSyncJob': ({ params }) => {
			const module = state.module(String(params.businessModuleId));
			return { JobId: state.queueJob(`Synchronisation of the sites of ${module.title}`) };
		},
		[`POST ${entityPath}/QueueAggregationJob`]: queue('Aggregation'),
		[`POST ${entityPath}/QueueMasterSiteSyncJob`]: queueForSite('Synchronisation of the site'),
		[`POST ${entityPath}/QueueSecuritySynchronizationJob`]: queue('Synchronisation of permissions'),
	};
}
