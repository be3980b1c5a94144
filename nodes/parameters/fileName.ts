import type { IBinaryData } from 'n8n-workflow';

/** Longest name that SharePoint accepts, in UTF-16 code units. */
const longest = 255;

/** Characters that SharePoint rejects in the name of a file or folder. */
const refusedCharacters = /["*:<>?/\\|]/;

/** The reason why SharePoint rejects a file name; undefined for a valid name. */
export function fileNameProblem(name: string): string | undefined {
	const refused = refusedCharacters.exec(name)?.[0];
	if (refused !== undefined) return `contains the character ${refused}`;
	if (/\p{Surrogate}/u.test(name)) return 'contains half of a surrogate pair';
	if (/\p{Cc}/u.test(name)) return 'contains a control character';
	if (name.trim() === '' || /^\.{1,2}$/.test(name)) return 'is not a name';
	if (/^[\s]|[\s.]$/.test(name)) return 'begins or ends with a space, or ends with a dot';
	if (/^(CON|PRN|AUX|NUL|COM\d|LPT\d|\.lock|desktop\.ini|~\$.*)$|_vti_/i.test(name))
		return 'is a name that SharePoint reserves';
	return name.length > longest ? `is longer than ${longest} characters` : undefined;
}

/** Extensions of common file types, for files of which n8n only knows the type. */
const extensions = new Map([
	['application/json', 'json'],
	['application/msword', 'doc'],
	['application/pdf', 'pdf'],
	['application/rtf', 'rtf'],
	['application/vnd.ms-excel', 'xls'],
	['application/vnd.ms-outlook', 'msg'],
	['application/vnd.ms-powerpoint', 'ppt'],
	['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
	['application/vnd.oasis.opendocument.text', 'odt'],
	['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
	['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
	['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
	['application/xml', 'xml'],
	['application/zip', 'zip'],
	['audio/mpeg', 'mp3'],
	['image/gif', 'gif'],
	['image/heic', 'heic'],
	['image/jpeg', 'jpg'],
	['image/png', 'png'],
	['image/svg+xml', 'svg'],
	['image/tiff', 'tif'],
	['image/webp', 'webp'],
	['message/rfc822', 'eml'],
	['text/calendar', 'ics'],
	['text/csv', 'csv'],
	['text/html', 'html'],
	['text/markdown', 'md'],
	['text/plain', 'txt'],
	['text/xml', 'xml'],
	['video/mp4', 'mp4'],
]);

/** n8n's types for unknown content; they add no extension to a named file. */
const unknownTypes = new Set(['text/plain', 'application/octet-stream']);

const asText = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** The extension of a file from n8n's metadata, if known. */
function extensionOf({ fileExtension, mimeType }: IBinaryData, isNamed: boolean) {
	const type = asText(mimeType).toLowerCase().split(';', 1)[0] ?? '';
	const known = /^\.?([a-z\d]{1,10})$/i.exec(asText(fileExtension))?.[1];
	if (known !== undefined && known !== 'bin') return known;
	return isNamed && unknownTypes.has(type.trim()) ? undefined : extensions.get(type.trim());
}

/** True if a name has an extension: `Offer 2026.03` does not, `a.7z` does. */
function hasExtension(name: string): boolean {
	return /\.(?=\d*[a-z])[a-z\d]{1,10}$/i.test(name);
}

/**
 * The name of a file, or else of its field, with the known extension if it has none.
 *
 * @param field the name of the binary field that holds it
 */
export function fullFileName(file: IBinaryData, field: string): string {
	const own = asText(file.fileName) === '' ? undefined : String(file.fileName);
	const name = own ?? field;
	// An invalid name is not repaired: nobody would look for the file under another name.
	const isComplete = hasExtension(name) || fileNameProblem(name) !== undefined;
	const extension = isComplete ? undefined : extensionOf(file, own !== undefined);
	return extension === undefined ? name : `${name}.${extension}`;
}

/** A name with a number before its extension, such as `Contract (1).pdf`; unchanged for 0. */
export function numberedFileName(name: string, n: number): string {
	if (n === 0) return name;
	const [, stem = name, extension = ''] = /^(.+?)(\.[^.]{0,20})?$/s.exec(name) ?? [];
	const mark = ` (${n})`;
	const room = longest - mark.length - extension.length;
	// The cut keeps surrogate pairs whole and leaves no trailing space.
	const cut = stem
		.slice(0, Math.max(room, 1))
		.replace(/[\ud800-\udbff]$/, '')
		.trimEnd();
	return cut + mark + extension;
}
