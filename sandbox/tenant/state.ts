import { randomUUID } from 'node:crypto';

import { found, missing, refusal } from '../server/errors';
import type { Schemas } from '../server/handlers';
import { modules as seededModules, type StageSeed } from './modules';
import {
	itemAt,
	masterSiteOf,
	newItem,
	rootOf,
	second,
	type Entity,
	type Filed,
	type Module,
	type PlainList,
} from './tenantTypes';
import type { Dialect } from '../dialect';
import { ids, otherSiteUrl, projectSiteUrl, siteUrl, tenantUrl, workPointSites } from './seed';
import { plainLists, siteLists } from './plainLists';
import { bulkModule, furtherEntity } from './population';
import { isEmpty } from './fieldValues';

export interface StoredFile {
	bytes: Buffer;
	isRecord: boolean;
	isCheckedOut: boolean;
	/** True for a record on hold, which cannot be undeclared. */
	isOnHold: boolean;
}

export interface SizeOptions {
	/** Number of entities in Projects besides the seeded ones. */
	entities?: number;
	/** Number of additional entities in each seeded module. */
	entitiesEach?: number;
	/** Total number of modules; the additional ones are empty. */
	modules?: number;
}

/** A URL without percent-encoding: SharePoint accepts it encoded once or not at all. */
export function plainUrl(url: string): string {
	try {
		return decodeURIComponent(url);
	} catch {
		// A name with a literal percent sign.
		return url;
	}
}

/** Finds a site by its URL, ignoring case and trailing slashes. */
export function siteAmong(sites: Iterable<string>, address: string): string | undefined {
	const wanted = address.replace(/\/+$/, '').toLowerCase();
	return [...sites].find((site) => site.toLowerCase() === wanted);
}

const fileKey = (url: string) => plainUrl(url).toLowerCase();

/** The in-memory data of a WorkPoint tenant. */
export class State {
	readonly modules = new Map<string, Module>();

	private readonly files = new Map<string, StoredFile>();

	readonly sites = new Set([siteUrl, otherSiteUrl, projectSiteUrl]);

	/** The lists and libraries that do not belong to a module. */
	lists: PlainList[] = plainLists();

	readonly siteCollections = new Map<string, string>();

	/** The entries added to the activity logs of entities. */
	readonly activities: Array<Schemas['Activity']> = [];

	/** The flag colors of emails, by message ID. */
	readonly mailFlags = new Map<string, string>();

	/** Descriptions of the queued jobs, by job ID. */
	readonly jobs = new Map<string, string>();

	constructor(
		{ entities = 0, entitiesEach = 0, modules = 0 }: SizeOptions,
		readonly dialect: Dialect,
	) {
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
		const cases = this.module(ids.cases);
		this.addSite(cases, this.entity(cases, ids.complaint));
	}

	/** The item that entity sites are created from; it is in the list of entities but is not one (A). */
	private addMaster(module: Module): void {
		const master = this.addEntity(module, { Title: 'MASTER' }, false);
		this.openSite(master, masterSiteOf(module));
	}

	private fill(module: Module, count: number): void {
		for (let n = 0; n < count; n++) {
			const entity = this.addEntity(module, furtherEntity(module.title, n), false);
			entity.stageId = module.stages[n % module.stages.length]?.id ?? entity.stageId;
		}
	}

	/** @throws {ApiFailure} if there is none */
	module(id: string): Module {
		const module = this.modules.get(id.toLowerCase());
		return found(module, `Business module with id ${id} does not exist.`, missing);
	}

	/** @throws {ApiFailure} if there is none */
	entity(module: Module, id: number): Entity {
		const text = `Item with id ${id} does not exist in ${module.title}. It may have been deleted.`;
		return found(module.entities.get(id), text, missing);
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

	/** Creates the site of an entity, if the module's entities have sites. */
	addSite(module: Module, entity: Entity): void {
		if (!module.hasSites) return;
		this.openSite(entity, `/sites/${module.entityName.toLowerCase()}-${entity.id}`);
	}

	/** @param path server-relative */
	openSite(entity: Entity, path: string): void {
		entity.site = path;
		const url = `${tenantUrl}${path}`;
		if (this.sites.has(url)) return;
		this.sites.add(url);
		this.lists.push(...siteLists(url));
	}

	/** Deletes the site of an entity, with its lists and its files. */
	deleteSite(entity: Entity): void {
		const url = `${tenantUrl}${entity.site}`;
		if (!this.sites.delete(url)) return;
		this.lists = this.lists.filter((list) => list.siteUrl !== url);
		for (const file of this.files.keys())
			if (file.startsWith(`${url}/`.toLowerCase())) this.files.delete(file);
		entity.site = '';
	}

	/** The lists of a site; on a WorkPoint site, this includes those of the modules. */
	listsOf(site: string): Array<Module | PlainList> {
		return [
			...(workPointSites.includes(site) ? this.modules.values() : []),
			...this.lists.filter((list) => list.siteUrl === site),
		];
	}

	/** @throws {ApiFailure} if a new item lacks a required value */
	checkRequired({ fields }: Module, values: Record<string, unknown>): void {
		const empty = fields.find(({ name, required }) => required && isEmpty(values[name]));
		if (empty !== undefined) throw refusal(`A value is required. Current field: ${empty.name}`);
	}

	/** Sets fields of an entity or list item. */
	write(entity: Entity, values: Record<string, unknown>): void {
		Object.assign(entity.values, values);
		entity.modified = second();
		entity.editor = undefined;
		entity.version++;
	}

	/** @throws {ApiFailure} if the module has no such stage */
	stage(module: Module, id: string): StageSeed {
		const stage = module.stages.find((one) => one.id.toLowerCase() === id.toLowerCase());
		return found(stage, `Stage ${id} does not exist in ${module.title}.`);
	}

	queueJob(what: string): string {
		const id = randomUUID();
		this.jobs.set(id, what);
		return id;
	}

	/** The document at an absolute URL, percent-encoded or not. */
	file(url: string): StoredFile | undefined {
		return this.files.get(fileKey(url));
	}

	/** The document at an absolute URL without percent-encoding. */
	storedAs(url: string): StoredFile | undefined {
		return this.files.get(url.toLowerCase());
	}

	/**
	 * @param url absolute, without percent-encoding
	 * @throws {ApiFailure} if a record would be changed
	 */
	saveFile(url: string, bytes: Buffer): StoredFile {
		if (this.storedAs(url)?.isRecord)
			throw refusal(`The file ${url} is declared as a record and cannot be changed.`);
		const file = { bytes, isRecord: false, isCheckedOut: false, isOnHold: false };
		this.files.set(url.toLowerCase(), file);
		this.listFile(url, bytes);
		return file;
	}

	/** The library that contains a URL. */
	libraryOf(url: string): PlainList | undefined {
		const plain = plainUrl(url).toLowerCase();
		return this.lists.find(
			({ isLibrary, siteUrl: site, listUrl }) =>
				isLibrary && plain.startsWith(`${site}/${listUrl}/`.toLowerCase()),
		);
	}

	/** @param url the absolute URL of a folder in a library */
	addFolder(url: string): Filed {
		const library = found(this.libraryOf(`${url}/`), `The folder ${url} is in no library.`);
		const fileRef = plainUrl(url).slice(tenantUrl.length);
		const folder = this.addEntity(library, { Title: null }, false);
		return Object.assign(folder, { fileRef, isFolder: true });
	}

	/** @param path the new server-relative URL of a file, in the same library */
	moveFile(item: Entity, path: string): void {
		const stored = this.storedAs(tenantUrl + item.fileRef);
		const file = found(stored, `The file ${item.fileRef} does not exist.`);
		this.files.delete(`${tenantUrl}${item.fileRef}`.toLowerCase());
		this.files.set(`${tenantUrl}${path}`.toLowerCase(), file);
		item.fileRef = path;
	}

	hasFolder(library: PlainList, path: string): boolean {
		return path === rootOf(library) || itemAt(library, path)?.isFolder === true;
	}

	/** Adds or updates the list item of a file. */
	private listFile(url: string, bytes: Buffer): void {
		const library = this.libraryOf(url);
		if (library === undefined) return;
		const fileRef = url.slice(tenantUrl.length);
		const known = [...library.entities.values()].find(
			(item) => item.fileRef?.toLowerCase() === fileRef.toLowerCase(),
		);
		const item =
			known ?? Object.assign(this.addEntity(library, { Title: null }, false), { fileRef });
		this.write(item, { File_x0020_Size: bytes.length });
		if (known === undefined) item.version = 1;
	}

	/**
	 * The document at a URL on a site.
	 *
	 * @throws {ApiFailure} if the site or document does not exist, or a URL was encoded twice
	 */
	document(site: string, url: string): StoredFile {
		this.checkSite(site, url);
		return found(this.file(url), `The file ${url} does not exist.`);
	}

	/** @throws {ApiFailure} if the site does not exist or does not contain the URL */
	checkSite(site: string, url: string): void {
		for (const value of [site, url]) {
			if (/%25[0-9a-f]{2}|^https?%3a/i.test(value))
				throw refusal(`The url ${value} is not valid. It seems to be encoded twice.`);
		}
		const isEncoded = /%[0-9a-f]{2}/i.test(url);
		const isPlain = /[^\x21-\x7e]/.test(url);
		if (
			(isEncoded && this.dialect.is('documentUrls', 'unencodedOnly')) ||
			(isPlain && this.dialect.is('documentUrls', 'encodedOnly'))
		)
			throw refusal(`The file ${url} does not exist.`);
		const known = found(siteAmong(this.sites, site), `The site ${site} does not exist.`);
		if (!fileKey(url).startsWith(`${known.toLowerCase()}/`))
			throw refusal(`The file ${url} is not on the site ${site}.`);
	}
}
