import { createHash } from 'node:crypto';

import type { ModuleSeed } from './modules';
import { siteUrl } from './seed';

export interface Entity {
	id: number;
	stageId: string;
	/**
	 * The value of the field `wpSite` (A): the server-relative URL of the entity's site, a state between asterisks, or
	 * nothing.
	 */
	site: string;
	values: Record<string, unknown>;
	/** Timestamps in ISO 8601 with whole seconds, as in SharePoint. */
	created: string;
	modified: string;
	/** The last editor, if not the account of the connection. */
	editor?: { LookupId: number; LookupValue: string; Email: string };
	/** SharePoint's version count. */
	version: number;
	/** The server-relative URL of a file or folder in a library. */
	fileRef?: string;
	isFolder?: boolean;
}

/** A file or folder in a library. */
export type Filed = Entity & { fileRef: string };

export interface Module extends Omit<ModuleSeed, 'entities'> {
	entities: Map<number, Entity>;
	nextId: number;
}

/** A list that does not belong to a business module, on its owning site. */
export interface PlainList extends Module {
	siteUrl: string;
	isLibrary: boolean;
}

export function isPlain(list: Module | PlainList): list is PlainList {
	return 'isLibrary' in list;
}

/** The item of a library at a server-relative URL. */
export function itemAt({ entities }: Module, path: string): Filed | undefined {
	return [...entities.values()].find((item): item is Filed => item.fileRef === path);
}

/** The server-relative URL of a list. */
export function rootOf(list: Module | PlainList): string {
	return `${new URL(isPlain(list) ? list.siteUrl : siteUrl).pathname}/${list.listUrl}`;
}

/** A deterministic GUID derived from words. */
export function guidOf(...words: Array<string | number>): string {
	const hex = createHash('sha256').update(words.join(' ')).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The current time in SharePoint's precision of whole seconds. */
export function second(): string {
	return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** A new item, created now by the calling account. */
export function newItem(id: number, values: Record<string, unknown>): Entity {
	const now = second();
	return {
		id,
		stageId: '0x0100',
		site: '',
		values: { ...values },
		created: now,
		modified: now,
		version: 1,
	};
}

/** True if an entity has a site; a state between asterisks is not one (A). */
export function hasSite({ site }: Entity): boolean {
	return site.startsWith('/');
}

/** The server-relative URL of the master site of a module. */
export function masterSiteOf({ entityName }: Pick<Module, 'entityName'>): string {
	return `/sites/master-${entityName.toLowerCase()}`;
}

/** The current time in the Web API's format: with an offset and seven fractional digits (grade A). */
export function timestamp(date = new Date()): string {
	return date.toISOString().replace(/Z$/, '0000+00:00');
}
