import { NodeApiError } from 'n8n-workflow';

import { judgmentOf, withJudgment } from '../../../api/nodeError';
import { folder, folderPath } from '../../../concepts/lists/folder';
import { findLibrary, library, libraryOrderKey } from '../../../concepts/lists/library';
import { storeDocument, type Target } from '../../../concepts/lists/newDocument';
import { boolean } from '../../../parameters/boolean';
import { fileName, inputFiles } from '../../../parameters/file';
import { fileNameProblem } from '../../../parameters/fileName';
import { optional, shownWhen, type InputFile } from '../../../parameters/parameter';
import type { OutputItem } from '../definition';
import { operation } from '../operation';

/** The largest file in MB. A file is sent as base64 in one JSON body, which the service keeps in memory. */
const sizeLimit = 250;

interface Files {
	binaryPropertyName: InputFile[];
	fileName?: string;
	/** Undefined with `overwrite`, as hidden parameters have no value. */
	keepBoth?: boolean;
}

/** The names for the files. */
function namesOf({ binaryPropertyName: given, fileName }: Files): string[] {
	return given.map((file) => fileName ?? file.fileName);
}

/** The reason why some file cannot be stored; undefined if all can. */
function problemOf(values: Files): string | undefined {
	const { binaryPropertyName: given } = values;
	const names = namesOf(values);
	const large = given.find(({ size = 0 }) => size > sizeLimit * 1024 * 1024);
	if (large !== undefined) return `names a file of more than ${sizeLimit} MB: "${large.fileName}"`;
	// An entered name is checked by its parameter.
	const odd = given.find((file, i) => file.fileName === names[i] && fileNameProblem(file.fileName));
	if (odd !== undefined)
		return `names the file "${odd.fileName}", which ${fileNameProblem(odd.fileName)}`;
	if (values.keepBoth) return undefined;
	const lower = names.map((name) => name.toLowerCase());
	const double = names.find((_, i) => lower.indexOf(lower[i] ?? '') < i);
	return double === undefined ? undefined : `names two files that would both become "${double}"`;
}

/** Adds to a failure among several files the name of the failed one, and the state of the others. */
function atFile(failure: Error, n: number, names: string[]): Error {
	if (names.length === 1) return failure;
	const listed = (some: string[]) => some.map((name) => `"${name}"`).join(', ');
	const [stored, rest] = [names.slice(0, n), names.slice(n + 1)];
	const parts = [
		`at ${listed(names.slice(n, n + 1))}`,
		`stored before: ${listed(stored) || 'none'}`,
		...(rest.length > 0 ? [`not tried: ${listed(rest)}`] : []),
	];
	if (stored.length > 0 && failure instanceof NodeApiError)
		withJudgment(failure, { ...judgmentOf(failure), mayHaveHappened: true });
	failure.message = `${failure.message} (${parts.join('; ')})`;
	return failure;
}

export const upload = operation({
	action: 'Upload document',
	description: `Put files of the item, of up to ${sizeLimit} MB each, into a library, such as one of the site of an entity`,
	parameters: {
		...library,
		binaryPropertyName: inputFiles({
			displayName: 'Input Data Field Name(s)',
			hint: `The name of the input binary field with the file, several names separated by commas, or * for all. At most ${sizeLimit} MB per file.`,
		}),
		overwrite: boolean({
			description: 'Whether to replace a file with the same name',
		}),
		keepBoth: shownWhen(
			{ overwrite: [false] },
			boolean({
				description:
					'Whether to store the file under another name, such as Contract (1).pdf, if its name is taken. When off, the item fails.',
			}),
		),
	},
	additionalFields: {
		fileName: optional(
			fileName({
				description: 'The name of the document. Defaults to the name of the input file.',
				placeholder: 'e.g. Offer.pdf',
			}),
		),
		folderUrl: folder,
	},
	check: (values, refuse) => {
		const problem = problemOf(values);
		if (problem !== undefined)
			refuse(
				'binaryPropertyName',
				problem,
				"Rename the file in the previous node, or under 'File Name' if it is the only one, or turn on 'Keep Both' for two with the same name. For larger files, use the Microsoft SharePoint node.",
			);
	},
	// A folder has several spellings, so files with the same name keep their order across folders.
	orderKeys: (values) => namesOf(values).map((name) => libraryOrderKey(values, name)),
	// One call for each file.
	execute: async (values, send, workPointSite) => {
		const names = namesOf(values);
		const found = await findLibrary(values, send, workPointSite);
		const folderUrl =
			values.folderUrl === undefined ? undefined : folderPath(found, values.folderUrl);
		const ifExists = values.overwrite ? 'replace' : values.keepBoth ? 'keepBoth' : 'fail';
		const stored: OutputItem[] = [];
		for (const [i, file] of values.binaryPropertyName.entries()) {
			const name = names[i] ?? file.fileName;
			try {
				const target: Target = { library: found, folderUrl, ifExists };
				stored.push({ json: await storeDocument(file, name, target, send) });
			} catch (failure) {
				throw atFile(failure as Error, i, names);
			}
		}
		return stored;
	},
});
