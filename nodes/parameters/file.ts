import { isObject } from '../api/json';
import { fileNameProblem } from './fileName';
import {
	isMissing,
	refined,
	textWithForm,
	type InputFile,
	type Labels,
	type PlainParameter,
	type Reader,
} from './parameter';
import { plainText, text } from './text';

/** Normalized base64: padded, without line breaks and `data:` prefix; undefined if the text is not base64. */
export function plainBase64(value: string): string | undefined {
	const clean = value.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s+/g, '');
	const bare = clean.replace(/={1,2}$/, '');
	if (bare === '' || !/^[A-Za-z0-9+/]+$/.test(bare) || bare.length % 4 === 1) return undefined;
	return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}

const advice =
	"Enter the name of the binary field that holds the file, as shown in the output of the previous node, or an expression that returns a file, such as {{ $('Read File').item.binary.data }}. If the previous node dropped the file, turn on its option 'Keep Input Files'.";

/** The binary fields of the item, as the continuation of an error message. */
function fieldsOf(reader: Reader): string {
	const names = reader.files().map((name) => `"${name}"`);
	return names.length === 0 ? ' and no other' : `, but ${names.join(', ')}`;
}

/** @param field the name of a binary field, or the file itself */
async function readFile(reader: Reader, field: unknown): Promise<InputFile> {
	const name = plainText(field)?.trim();
	const file = name === '' ? undefined : await reader.file(name ?? field);
	if (file === undefined)
		return reader.refuse(
			name === undefined
				? 'is neither the name of a binary field nor a file'
				: `names no file: the item has no binary field "${name}"${fieldsOf(reader)}`,
			advice,
		);
	return file.size === 0
		? reader.refuse(
				`names an empty file: "${file.fileName}"`,
				'Check the node that created the file.',
			)
		: file;
}

/** The names and files in a value: a single one, a list, or all binary fields of an item. */
function filesIn(value: unknown): unknown[] {
	return [value]
		.flat(2)
		.flatMap((part: unknown) =>
			!isObject(part) || 'mimeType' in part
				? [part]
				: Object.entries(part).map(([field, file]) =>
						isObject(file) ? { ...file, fileName: file.fileName || field } : file,
					),
		);
}

/** A file: of the input item, by its binary field, or of an earlier node, from an expression. */
export function inputFile(labels: Labels): PlainParameter<InputFile> {
	return {
		field: {
			type: 'string',
			default: 'data',
			required: true,
			typeOptions: { binaryDataProperty: true },
			...labels,
		},
		async read(reader, name) {
			const [file, ...others] = filesIn(reader.value(name));
			return others.length === 0
				? await readFile(reader, file ?? '')
				: reader.refuse(
						'contains several files',
						'Enter one file, or an expression that returns one.',
					);
		},
	};
}

/** Several files: comma-separated binary fields of the input item, `*` for all, or files of earlier nodes. */
export function inputFiles(labels: Labels): PlainParameter<InputFile[]> {
	return {
		...inputFile(labels),
		async read(reader, name) {
			const fields = filesIn(reader.value(name)).flatMap((part) => {
				const text = isMissing(part) ? '' : plainText(part)?.trim();
				if (text === '*') return reader.files();
				return text?.split(',').filter((field) => field.trim() !== '') ?? [part];
			});
			if (fields.length === 0)
				return reader.refuse(
					'found no file in the item',
					"Check the node that created the files. If there is a WorkPoint 365 node in between, turn on its option 'Keep Input Files'.",
				);
			const files: InputFile[] = [];
			for (const field of fields) files.push(await readFile(reader, field));
			return files;
		},
	};
}

/** A file as base64 text; line breaks and a `data:` prefix are removed. */
export function base64(labels: Labels): PlainParameter<string> {
	return textWithForm(labels, {
		read: (value) => (typeof value === 'string' ? plainBase64(value) : undefined),
		problem: 'is not base64',
		advice: 'Enter the content of the file as base64, or use the operation that takes a file.',
	});
}

/** A valid file name for SharePoint. */
export function fileName(labels: Labels): PlainParameter<string> {
	return refined(text(labels), (value, reader) => {
		const problem = fileNameProblem(value);
		return problem === undefined
			? value
			: reader.refuse(`is "${value}", which ${problem}`, 'Enter a name that SharePoint accepts.');
	});
}

/** The binary field for the file that an operation returns. */
export function outputField(labels: Labels = {}): PlainParameter<string> {
	return text({
		displayName: 'Put Output File in Field',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		...labels,
	});
}
