import { NodeApiError, UserError, type IDataObject } from 'n8n-workflow';

import { call, type Send } from '../../api/call';
import { judgmentOf } from '../../api/nodeError';
import { numberedFileName } from '../../parameters/fileName';
import type { InputFile } from '../../parameters/parameter';
import { camlOf } from '../query/caml';
import { pagesOf } from '../query/page';
import { absoluteAddress, itemText } from './documentOutput';
import type { Library } from './library';

/** Items on one page of the names in a folder. */
const namesPerPage = 1_000;

/** The action for a file whose name is taken in its folder. */
export type IfExists = 'fail' | 'replace' | 'keepBoth';

/** The place for files. */
export interface Target {
	library: Library;
	/** Server-relative; by default, the library itself. */
	folderUrl: string | undefined;
	ifExists: IfExists;
}

function folderOf({ folderUrl, library }: Pick<Target, 'folderUrl' | 'library'>): string {
	return folderUrl ?? library.path;
}

/**
 * The names in a folder with the same beginning, in lower case. The filter only saves pages: names are compared here.
 */
async function namesLike(name: string, target: Target, send: Send): Promise<Set<string>> {
	const { folderUrl, library } = target;
	const { listId, site } = library;
	// The end of a long name makes room for the number.
	const text = [...name.replace(/(?<=.)\.[^.]*$/, '')].slice(0, 100).join('');
	const beginning = { field: 'FileLeafRef', operator: 'BeginsWith', value: { type: 'Text', text } };
	const query = {
		CamlQuery: camlOf([beginning]),
		ViewFields: ['FileLeafRef', 'FileRef'],
		PageSize: namesPerPage,
		FolderServerRelativeUrl: folderUrl,
	};
	const folder = folderOf(target).toLowerCase();
	const names = new Set<string>();
	for await (const page of pagesOf({ listId, site }, () => query, send))
		for (const item of page) {
			const path = (itemText(item, 'FileRef') ?? '').toLowerCase();
			const found = (item.FileInfo?.FileName ?? itemText(item, 'FileLeafRef'))?.toLowerCase();
			// The result includes items of subfolders.
			const isInFolder = path === '' || folder === '' || path === `${folder}/${found}`;
			if (found !== undefined && isInFolder) names.add(found);
		}
	return names;
}

/** No names, for a folder whose names the service does not return. */
function noNames(failure: unknown): Set<string> {
	if (failure instanceof NodeApiError) return new Set();
	throw failure;
}

/** Uploads a file. Returns its name, its absolute URL (null where that of the library is unknown), and the answer. */
export async function upload(
	name: string,
	file: Pick<InputFile, 'content'>,
	target: Omit<Target, 'ifExists'>,
	overwrite: boolean,
	send: Send,
) {
	const { library, folderUrl } = target;
	const answer = await send(
		call('POST /api/List/{listName}/UploadFile', {
			site: library.site,
			path: { listName: library.name },
			query: { overwrite, folderUrl },
			body: { FileName: name, FileBytes: file.content },
		}),
	);
	const folder = folderOf(target);
	const FileUrl = folder === '' ? null : absoluteAddress(`${folder}/${name}`, library);
	// The meaning of the answer is not published; it is returned beside the known values.
	return {
		FileName: name,
		FileUrl,
		SiteUrl: library.site,
		Answer: (answer ?? null) as IDataObject,
	};
}

const otherName =
	"turn on 'Keep Both', which numbers it, or give it another name under 'File Name'";

/** A refusal with advice in case a file of the name was its reason: the service's words depend on its language. */
function withCure(failure: NodeApiError, { ifExists }: Target, isNumbered: boolean) {
	const isClear = ifExists === 'replace' && !isNumbered;
	if (isClear || judgmentOf(failure).kind !== 'refused') return failure;
	const cure = isNumbered
		? 'No file of this name was found in the folder, or the names in it could not be read.'
		: `If the folder has a file of this name, turn on 'Overwrite' to replace that, ${otherName}.`;
	failure.description = `${cure} ${failure.description ?? ''}`;
	return failure;
}

/** A refusal because the folder is now known to have a file of the name. */
function nameTaken(failure: NodeApiError, name: string) {
	failure.description = `Turn on 'Overwrite' to replace it, ${otherName}. WorkPoint said: ${failure.message}`;
	failure.message = `The folder already has a file "${name}"`;
	return failure;
}

/**
 * Stores a file under its name. If that is taken, the file fails, replaces the other, or gets the first free number:
 * `Contract (1).pdf`. Files of the same run, and files whose name nobody entered, are never replaced.
 *
 * The service numbers no files, so a name counts as free until it refuses the file and the folder turns out to have the name.
 *
 * @returns the document: its name, its absolute URL (null where that of the library is unknown), and the answer
 * @throws {UserError} when an earlier file of the run has the name and `ifExists` is `fail`
 * @throws {NodeApiError} when the service does not store it
 */
export async function storeDocument(
	file: InputFile,
	name: string,
	target: Target,
	send: Send,
): Promise<ReturnType<typeof upload>> {
	const { takenNames } = file;
	const { ifExists, library } = target;
	let existing = new Set<string>();
	for (let n = 0; ; n++) {
		const candidate = numberedFileName(name, n);
		const key = `${library.listId} ${folderOf(target)}/${candidate}`.toLowerCase();
		const isTaken = takenNames.has(key);
		if (isTaken && ifExists === 'fail')
			throw new UserError(`An earlier file of this run has the name "${candidate}"`, {
				description: `To store this one as well, ${otherName}.`,
			});
		if (isTaken || existing.has(candidate.toLowerCase())) continue;
		takenNames.add(key);
		const replaces = ifExists === 'replace' && n === 0;
		try {
			return await upload(candidate, file, target, replaces, send);
		} catch (failure) {
			const { kind, mayHaveHappened } = judgmentOf(failure);
			if (!mayHaveHappened) takenNames.delete(key);
			const isNumbered = ifExists !== 'fail' && !replaces;
			if (!replaces && kind === 'refused')
				existing = await namesLike(name, target, send).catch(noNames);
			const exists = existing.has(candidate.toLowerCase());
			if (exists && isNumbered) continue;
			throw exists
				? nameTaken(failure as NodeApiError, candidate)
				: withCure(failure as NodeApiError, target, isNumbered);
		}
	}
}
