import { randomUUID } from 'node:crypto';

import { refusal } from './errors';
import { modules as seededModules, type ModuleSeed, type StageSeed } from './modules';
import { ids, otherSiteUrl, people, projectSiteUrl, siteUrl, tenantUrl } from './seed';
import { furtherEntity } from './population';

export interface Entity {
	id: number;
	stageId: string;
	/**
	 * What the field `wpSite` holds (A): the server-relative address of the entity's site, a state between asterisks, or
	 * nothing.
	 */
	site: string;
	values: Record<string, unknown>;
	/** Moments in ISO 8601 with whole seconds, as SharePoint keeps them. */
	created: string;
	modified: string;
	/** Who did it last: the LookupId of a person. */
	editor: number;
}

export interface Module extends Omit<ModuleSeed, 'entities'> {
	entities: Map<number, Entity>;
	nextId: number;
}

export interface StoredFile {
	bytes: Buffer;
	isRecord: boolean;
	isCheckedOut: boolean;
	/** A record on hold cannot be undeclared. */
	isOnHold: boolean;
	modified: string;
}

export interface SizeOptions {
	/** Entities that Projects holds beside the seeded ones. */
	entities?: number;
	/** The same for each of the seeded modules. */
	entitiesEach?: number;
	/** Modules in all; the further ones are empty. */
	modules?: number;
}

function bulkModule(n: number): ModuleSeed {
	return {
		id: `6a1f0c2e-0009-4000-8000-${String(n).padStart(12, '0')}`,
		title: `Module ${n}`,
		entityName: `Thing ${n}`,
		listUrl: `Lists/Module${n}`,
		hasSites: false,
		fields: [{ name: 'Title', title: 'Title', kind: 'text', required: true }],
		stages: [],
		actions: [],
		triggers: [],
		entities: [],
	};
}

/** An address without percent-encoding: SharePoint takes it encoded once or not at all. */
export function plainUrl(url: string): string {
	try {
		return decodeURIComponent(url);
	} catch {
		// A name that holds a percent sign itself.
		return url;
	}
}

const fileKey = (url: string) => plainUrl(url).toLowerCase();

/** All that one WorkPoint tenant holds, in memory. */
export class State {
	readonly modules = new Map<string, Module>();

	private readonly files = new Map<string, StoredFile>();

	readonly sites = new Set([siteUrl, otherSiteUrl, projectSiteUrl]);

	readonly siteCollections = new Map<string, string>();

	/** Jobs that were queued: what was to be done, by job ID. */
	readonly jobs = new Map<string, string>();

	constructor({ entities = 0, entitiesEach = 0, modules = 0 }: SizeOptions) {
		const extra = Array.from({ length: Math.max(0, modules - seededModules.length) }, (_, i) =>
			bulkModule(i + 1),
		);
		for (const seed of [...seededModules, ...extra]) {
			const module: Module = { ...seed, entities: new Map(), nextId: 1 };
			this.modules.set(seed.id, module);
			if (seed.hasSites) this.addMaster(module);
			for (const values of seed.entities) this.addEntity(module, values, false);
		}
		for (const { id } of seededModules) this.fill(this.module(id), entitiesEach);
		this.fill(this.module(ids.projects), entities);
		const project = this.entity(this.module(ids.projects), ids.newIntranet);
		project.site = new URL(projectSiteUrl).pathname;
	}

	/** The item from which sites of entities are made; it stands among them, and is none (A). */
	private addMaster(module: Module): void {
		const master = this.addEntity(module, { Title: 'MASTER' }, false);
		master.site = masterSiteOf(module);
		this.sites.add(`${tenantUrl}${master.site}`);
	}

	private fill(module: Module, count: number): void {
		for (let n = 0; n < count; n++) {
			const entity = this.addEntity(module, furtherEntity(module.title, n), false);
			entity.stageId = module.stages[n % module.stages.length]?.id ?? entity.stageId;
		}
	}

	/** @throws {ApiFailure} when there is none */
	module(id: string): Module {
		const module = this.modules.get(id.toLowerCase());
		if (module === undefined) throw refusal(`Business module with id ${id} does not exist.`);
		return module;
	}

	/** @throws {ApiFailure} when there is none */
	entity(module: Module, id: number): Entity {
		const entity = module.entities.get(id);
		if (entity === undefined)
			throw refusal(
				`Item with id ${id} does not exist in ${module.title}. It may have been deleted.`,
			);
		return entity;
	}

	addEntity(module: Module, values: Record<string, unknown>, withSite: boolean): Entity {
		const id = module.nextId++;
		const entity: Entity = {
			...newItem(id, values),
			...(module.stages[0] === undefined ? {} : { stageId: module.stages[0].id }),
			site: module.hasSites ? '*IgnoreCreateSiteOnItemAddedEvent*' : '',
		};
		module.entities.set(id, entity);
		if (withSite) this.addSite(module, entity);
		return entity;
	}

	/** Makes the site of an entity; where a module's entities have none, nothing happens. */
	addSite(module: Module, entity: Entity): void {
		if (!module.hasSites) return;
		entity.site = `/sites/${module.entityName.toLowerCase()}-${entity.id}`;
		this.sites.add(`${tenantUrl}${entity.site}`);
	}

	/** Sets fields of an entity or of an item of a list. */
	write(entity: Entity, values: Record<string, unknown>): void {
		Object.assign(entity.values, values);
		entity.modified = second();
	}

	/** @throws {ApiFailure} when the module has no such stage */
	stage(module: Module, id: string): StageSeed {
		const stage = module.stages.find(
			(candidate) => candidate.id.toLowerCase() === id.toLowerCase(),
		);
		if (stage === undefined) throw refusal(`Stage ${id} does not exist in ${module.title}.`);
		return stage;
	}

	queueJob(what: string): string {
		const id = randomUUID();
		this.jobs.set(id, what);
		return id;
	}

	/** The document at an absolute address, whether or not that is percent-encoded. */
	file(url: string): StoredFile | undefined {
		return this.files.get(fileKey(url));
	}

	/** @throws {ApiFailure} when a record would be changed */
	saveFile(url: string, bytes: Buffer): StoredFile {
		if (this.file(url)?.isRecord)
			throw refusal(`The file ${url} is declared as a record and cannot be changed.`);
		const file = {
			bytes,
			isRecord: false,
			isCheckedOut: false,
			isOnHold: false,
			modified: timestamp(),
		};
		this.files.set(fileKey(url), file);
		return file;
	}

	/**
	 * The document at an address of a site.
	 *
	 * @throws {ApiFailure} when site or document do not exist, or an address was encoded twice
	 */
	document(site: string, url: string): StoredFile {
		this.checkSite(site, url);
		const file = this.file(url);
		if (file === undefined) throw refusal(`The file ${url} does not exist.`);
		return file;
	}

	/** @throws {ApiFailure} when the site does not exist or does not hold the address */
	checkSite(site: string, url: string): void {
		for (const value of [site, url]) {
			if (/%25|%3a|%2f/i.test(value))
				throw refusal(`The url ${value} is not valid. It seems to be encoded twice.`);
		}
		const known = [...this.sites].find(
			(candidate) => candidate.toLowerCase() === site.replace(/\/+$/, '').toLowerCase(),
		);
		if (known === undefined) throw refusal(`The site ${site} does not exist.`);
		if (!fileKey(url).startsWith(`${known.toLowerCase()}/`)) {
			throw refusal(`The file ${url} is not on the site ${site}.`);
		}
	}
}

/** Now, as SharePoint keeps moments: without a fraction of a second. */
function second(): string {
	return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** An item that is made now by the account that calls. */
export function newItem(id: number, values: Record<string, unknown>): Entity {
	const now = second();
	return {
		id,
		stageId: '0x0100',
		site: '',
		values: { ...values },
		created: now,
		modified: now,
		editor: people[0].LookupId,
	};
}

/** Whether an entity has a site; a state between asterisks is none (A). */
export function hasSite({ site }: Entity): boolean {
	return site.startsWith('/');
}

/** The server-relative address of the site that the sites of a module's entities are made from. */
export function masterSiteOf({ entityName }: Pick<Module, 'entityName'>): string {
	return `/sites/master-${entityName.toLowerCase()}`;
}

/** Now as the Web API writes it: with an offset and seven digits of a second's fraction (grade A). */
export function timestamp(date = new Date()): string {
	return date.toISOString().replace(/Z$/, '0000+00:00');
}
