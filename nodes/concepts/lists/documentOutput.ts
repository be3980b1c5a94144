import type { IDataObject } from 'n8n-workflow';

import { decoded } from '../../api/urls';
import { isMissing } from '../../parameters/parameter';
import type { FieldMap } from '../fields/fieldDescription';
import { fieldIn, toJson, type ListItem } from '../query/item';
import type { Library } from './library';

/** The absolute, percent-encoded URL for a server-relative path. */
export function absoluteAddress(path: string, { site }: Pick<Library, 'site'>): string {
	return new URL(site).origin + path.split('/').map(encodeURIComponent).join('/');
}

/** `Url` of a document, percent-encoded; that of a form is unchanged. */
function encodedUrl(url: string, library: Pick<Library, 'site'>): string {
	const path = url.replace(/^https:\/\/[^/]+/i, '');
	return path.startsWith('/') && !path.includes('?')
		? absoluteAddress(decoded(path), library)
		: url;
}

/** A field of an item as text; undefined if the answer lacks it. */
export function itemText(item: ListItem, name: string): string | undefined {
	const field = fieldIn(item, name);
	return field?.Value ?? field?.TextValue ?? undefined;
}

/**
 * The output for a document: without `fields`, as it came; otherwise flat, with name, URLs and size before its columns,
 * as far as the answer has them. That its columns are those of SharePoint (`FileRef` and the like) is a guess (C).
 */
export function documentJson(
	item: ListItem,
	library: Pick<Library, 'site'>,
	fields: FieldMap | undefined,
	wanted?: string[],
): IDataObject {
	const json = toJson(item, fields, wanted);
	if (fields === undefined) return json;
	const path = itemText(item, 'FileRef');
	const address =
		path === undefined ? item.Url && encodedUrl(item.Url, library) : absoluteAddress(path, library);
	const size = item.FileInfo?.Length || Number(itemText(item, 'File_x0020_Size') || NaN);
	const known: IDataObject = {
		FileName: item.FileInfo?.FileName ?? itemText(item, 'FileLeafRef'),
		FileUrl: address,
		SiteUrl: library.site,
		Size: Number.isFinite(size) ? size : undefined,
	};
	const given = Object.entries(known).filter(([, value]) => !isMissing(value));
	const own = Object.entries(json).filter(([name, value]) => name !== 'Url' || value !== item.Url);
	return Object.fromEntries([...given, ...own]) as IDataObject;
}
