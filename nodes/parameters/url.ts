import { call, type Send } from '../api/call';
import { objectsIn, textIn } from '../api/json';
import {
	addressOf,
	isInList,
	opaqueLink,
	possibleSites,
	sharePointPlace,
	siteAddress,
	withoutQuery,
	type Place,
} from '../api/sharePointAddress';
import {
	isMissing,
	LookUp,
	textWithForm,
	type Labels,
	type Parameter,
	type PlainParameter,
	type Reader,
} from './parameter';

const absolute = {
	problem: 'is not an absolute https address',
	advice: 'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
};

/** A placeholder host: the place of a server-relative address does not depend on it. */
const anyHost = 'https://host.invalid';

const isRelative = (value: unknown) => typeof value === 'string' && /^\s*\/(?!\/)/.test(value);

/**
 * Reads the place that an address refers to.
 *
 * @param cure advice on what to enter instead of an opaque link
 * @returns undefined if it is not an address; a relative one has {@link anyHost}
 */
export function readPlace(value: unknown, reader: Reader, cure: string): Place | undefined {
	const place = sharePointPlace(value, anyHost);
	return place === opaqueLink
		? reader.refuse('is a sharing link, which hides its target', cure)
		: place;
}

/**
 * The site of a place. If its path is ambiguous, the lists of the candidate sites decide: a place in one of a site's
 * lists belongs to that site, any other to a subsite.
 */
async function siteOfPlace(place: Place, send: Send): Promise<string> {
	const sites = possibleSites(place);
	const deepest = sites.pop() ?? addressOf(place);
	for (const site of sites) {
		// An account without access to a site may still have access to a subsite; a broken connection will fail the next
		// call too.
		const lists = await send(call('GET /api/Lists', { site, cacheForRun: true })).catch(() => []);
		if (objectsIn(lists).some((list) => isInList(place, textIn(list.ServerRelativeUrl))))
			return site;
	}
	return deepest;
}

/** The site of an address; undefined if it has none. */
export async function siteOf(value: unknown, base: string, send: Send) {
	const place = sharePointPlace(value, base);
	return typeof place === 'object' ? await siteOfPlace(place, send) : undefined;
}

/** The site URL of a place, or its lookup. */
export function siteFrom(place: Place): string | LookUp<string> {
	const isElsewhere = place.origin === anyHost;
	if (place.isSiteKnown && !isElsewhere) return addressOf(place, place.siteDepth);
	return new LookUp(async (send, siteUrl) => {
		const origin = isElsewhere ? new URL(siteUrl).origin : place.origin;
		return await siteOfPlace({ ...place, origin }, send);
	});
}

/** The URL of a WorkPoint site that overrides the credential's, as a header value. */
export const otherSiteUrl = textWithForm(
	{
		displayName: 'WorkPoint Site URL',
		required: undefined,
		description: "The absolute URL of a WorkPoint site other than the credential's",
		placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
	},
	{ ...absolute, read: (value) => siteAddress(value) },
);

/**
 * The URL of a site or of something on it, resolved to an absolute URL; one without a host is on the WorkPoint site's
 * host.
 */
export function anySiteUrl(labels: Labels): Parameter<string> {
	const advice =
		'Enter an address such as https://contoso.sharepoint.com/sites/project-42 or /sites/project-42.';
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const place = readPlace(reader.value(name), reader, advice);
			return place === undefined
				? reader.refuse('is not the URL of a site', advice)
				: siteFrom(place);
		},
	};
}

/** The site in the address in another parameter; undefined if that is not an address. */
export function siteInAddress(reader: Reader, parameter: string) {
	const place = sharePointPlace(reader.value(parameter));
	return typeof place === 'object' ? siteFrom(place) : undefined;
}

/**
 * The site of a thing: entered, or else taken from the thing's own address.
 *
 * @param thing the parameter that names it
 */
export function siteUrlOf(thing: string, labels: Labels) {
	const site = anySiteUrl(labels);
	return {
		field: { ...site.field, required: undefined },
		read: async (reader: Reader, name: string) =>
			isMissing(reader.value(name)) ? siteInAddress(reader, thing) : await site.read(reader, name),
	};
}

const documentAdvice =
	'Pick the document from the list, or enter its own address: FileUrl of a previous WorkPoint node, or the path from "Path" in the details of the document.';

const notDocuments = { site: 'a page of a site', list: 'a list or library', folder: 'a folder' };

/**
 * The absolute URL of a document, as entered, without its query. A link or view that contains the path of a document
 * counts as that document.
 */
export function documentAddress(labels: Labels): PlainParameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const place = isRelative(value) ? undefined : readPlace(value, reader, documentAdvice);
			if (place === undefined) return reader.refuse(absolute.problem, absolute.advice);
			const { kind } = place;
			if (kind === 'file') return addressOf(place);
			return kind === 'path'
				? withoutQuery(String(value).trim())
				: reader.refuse(`is the URL of ${notDocuments[kind]}, not of a document`, documentAdvice);
		},
	};
}
