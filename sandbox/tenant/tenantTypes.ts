import { createHash } from 'node:crypto';

import type { ModuleSeed } from './modules';
import { siteUrl } from './seed';

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
	/** Who changed it last, when that was not the account of the connection. */
	editor?: { LookupId: number; LookupValue: string; Email: string };
	/** How often it was changed, as SharePoint counts. */
	version: number;
	/** The server-relative address of a file or folder of a library. */
	fileRef?: string;
	isFolder?: boolean;
}

/** A file or folder of a library. */
export type Filed = Entity & { fileRef: string };

export interface Module extends Omit<ModuleSeed, 'entities'> {
	entities: Map<number, Entity>;
	nextId: number;
}

/** A list that is no business module's, on the site that owns it. */
export interface PlainList extends Module {
	siteUrl: string;
	isLibrary: boolean;
}

export function isPlain(list: Module | PlainList): list is PlainList {
	return 'isLibrary' in list;
}

/** What a library has at a server-relative address. */
export function itemAt({ entities }: Module, path: string): Filed | undefined {
	return [...entities.values()].find((item): item is Filed => item.fileRef === path);
}

/** The server-relative address of a list. */
export function rootOf(list: Module | PlainList): string {
	return `${new URL(isPlain(list) ? list.siteUrl : siteUrl).pathname}/${list.listUrl}`;
}

/** An ID that is always the same for the same words. */
export function guidOf(...words: Array<string | number>): string {
	const hex = createHash('sha256').update(words.join(' ')).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Now, as SharePoint keeps moments: without a fraction of a second. */
export function second(): string {
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
		version: 1,
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
