import { refusal } from '../server/errors';
import { handlers, type Handlers, type Schemas } from '../server/handlers';
import { hasSite } from '../tenant/tenantTypes';
import type { State } from '../tenant/state';

/** The name of a synchronization job; without a flag or list it does nothing (C). */
function synchronization(body: Schemas['MasterSiteSynchronization'] | undefined): string {
	const flags = Object.entries(body ?? {}).filter(([, value]) => value === true);
	const lists = (body?.ListScopes ?? []).map(({ WebRelativeUrl }) => WebRelativeUrl);
	const parts = [...flags.map(([name]) => name), ...lists];
	return `Synchronization of ${parts.join(', ') || 'nothing'}`;
}

/** A call with an entity in its path. */
interface EntityCall {
	path: { businessModuleId: string; entityId: number };
	jobQueue: string | undefined;
}

/** Calls for entity sites, and for the jobs that maintain them. */
export function siteHandlers(state: State): Handlers {
	const entityOf = ({ path }: EntityCall) => {
		const module = state.module(path.businessModuleId);
		return { module, entity: state.entity(module, path.entityId) };
	};
	const queue = (what: string) => (request: EntityCall) => {
		const { module, entity } = entityOf(request);
		const name = request.jobQueue ?? 'default';
		const JobId = state.queueJob(`${what} of ${module.entityName} ${entity.id} (${name})`);
		return { JobId };
	};
	const queueForSite = (what: string) => (request: EntityCall) => {
		const { module, entity } = entityOf(request);
		if (!hasSite(entity)) throw refusal(`${module.entityName} ${entity.id} has no site.`);
		return queue(what)(request);
	};

	return handlers({
		'POST /api/BusinessModules/{businessModuleId}/entities/{entityId}/ConnectToSite': (request) => {
			const { entity } = entityOf(request);
			const url = request.body.SiteUrl.replace(/\/+$/, '');
			if (!state.sites.has(url)) throw refusal(`The site ${url} does not exist.`);
			entity.site = new URL(url).pathname;
		},
		'POST /api/SiteManagement/CreateSiteIfNotExists': ({ body }) => {
			const module = state.module(body.ListID);
			const entity = state.entity(module, body.ListItemID);
			if (hasSite(entity)) return false;
			state.addSite(module, entity);
			return hasSite(entity);
		},
		'POST /api/Command/DeleteSites': ({ body }) => {
			const module = state.module(body.BusinessModuleId);
			const entities = body.ItemIds.map((id) => state.entity(module, id));
			for (const entity of entities) state.deleteSite(entity);
			return true;
		},
		'POST /api/BusinessModules/{businessModuleId}/QueueMasterSiteSyncJob': ({ path, body }) => {
			const module = state.module(path.businessModuleId);
			return { JobId: state.queueJob(`${synchronization(body)} of the sites of ${module.title}`) };
		},
		'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueAggregationJob':
			queue('Aggregation'),
		'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueMasterSiteSyncJob': (
			request,
		) => queueForSite(`${synchronization(request.body)} of the site`)(request),
		'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/QueueSecuritySynchronizationJob':
			queue('Synchronization of permissions'),
		'POST /api/BusinessModules/{businessModuleId}/Entities/{entityId}/EntitySecurityReplication/{mode}':
			(request) => entityOf(request).entity !== undefined,
	});
}
