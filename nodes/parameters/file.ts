import {
	refined,
	textWithForm,
	type InputFile,
	type Labels,
	type PlainParameter,
} from './parameter';
import { plainText, text } from './text';

/**
 * Base64 in one piece, with its padding; undefined for a text that is none. Line breaks and a `data:` prefix are taken
 * off.
 */
export function plainBase64(value: string): string | undefined {
	const clean = value.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s+/g, '');
	const bare = clean.replace(/={1,2}$/, '');
	if (bare === '' || !/^[A-Za-z0-9+/]+$/.test(bare) || bare.length % 4 === 1) return undefined;
	return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}

/** A file of the incoming item, named by its binary field. */
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
			const fieldName = (plainText(reader.value(name)) ?? '').trim();
			const file = fieldName === '' ? undefined : await reader.file(fieldName);
			if (file === undefined) {
				return reader.refuse(
					`names no file: the item has no binary field "${fieldName}"`,
					'Enter the name of the binary field that holds the file, as the output of the node before shows it.',
				);
			}
			return file.size === 0
				? reader.refuse(
						`names an empty file: "${file.fileName}"`,
						'Check the node that made the file.',
					)
				: file;
		},
	};
}

/** The files of the incoming item that are named by their binary fields, with commas between them; all for `*`. */
export function inputFiles(labels: Labels): PlainParameter<InputFile[]> {
	const one = inputFile(labels);
	return {
		...one,
		async read(reader, name) {
			const names = [reader.value(name)].flat().map((value) => plainText(value) ?? '');
			const given = names.join(',').trim();
			const named = given.split(',').filter((field) => field.trim() !== '');
			const fields = given === '*' ? reader.files() : named;
			if (fields.length === 0)
				return reader.refuse(
					'finds no file in the item',
					'Enter the names of its binary fields, or * for all, and check the node that made the files.',
				);
			const files: InputFile[] = [];
			for (const field of fields)
				files.push(await one.read({ ...reader, value: () => field }, name));
			return files;
		},
	};
}

/** A file as base64 text, with or without line breaks or a `data:` prefix. */
export function base64(labels: Labels): PlainParameter<string> {
	return textWithForm(labels, {
		read: (value) => (typeof value === 'string' ? plainBase64(value) : undefined),
		problem: 'is not base64',
		advice: 'Enter the content of the file as base64, or use the operation that takes a file.',
	});
}

/** What SharePoint refuses in the name of a file or folder. */
const refusedCharacters = /["*:<>?/\\|]/;

/** Why SharePoint takes no file of this name; undefined when it does. */
export function fileNameProblem(name: string): string | undefined {
	const refused = refusedCharacters.exec(name)?.[0];
	if (refused !== undefined) return `has the character ${refused}`;
	if (/[\p{Cc}\p{Surrogate}]/u.test(name)) return 'has a character that no name can have';
	if (name.trim() === '' || /^\.{1,2}$/.test(name)) return 'is not a name';
	if (/^[\s]|[\s.]$/.test(name)) return 'begins or ends with a space, or ends with a dot';
	if (/^(CON|PRN|AUX|NUL|COM\d|LPT\d|\.lock|desktop\.ini|~\$.*)$|_vti_/i.test(name))
		return 'is a name that SharePoint keeps for itself';
	return name.length > 255 ? 'is longer than 255 characters' : undefined;
}

/** The name of a file in SharePoint. */
export function fileName(labels: Labels): PlainParameter<string> {
	return refined(text(labels), (value, reader) => {
		const problem = fileNameProblem(value);
		return problem === undefined
			? value
			: reader.refuse(`is "${value}", which ${problem}`, 'Enter a name that SharePoint takes.');
	});
}
