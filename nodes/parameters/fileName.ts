import type { IBinaryData } from 'n8n-workflow';

/** Longest name that SharePoint takes, in UTF-16 units. */
const longest = 255;

/** What SharePoint refuses in the name of a file or folder. */
const refusedCharacters = /["*:<>?/\\|]/;

/** Why SharePoint takes no file of this name; undefined when it does. */
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

/** The extensions of what people file, where n8n knows the type alone. */
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

/** What n8n calls a file of which it knows nothing; a name that a file has of its own needs nothing of it. */
const unknownTypes = new Set(['text/plain', 'application/octet-stream']);

const asText = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** The extension of a file by what n8n knows of it; undefined when that is nothing. */
function extensionOf({ fileExtension, mimeType }: IBinaryData, isNamed: boolean) {
	const type = asText(mimeType).toLowerCase().split(';', 1)[0] ?? '';
	const known = /^\.?([a-z\d]{1,10})$/i.exec(asText(fileExtension))?.[1];
	if (known !== undefined && known !== 'bin') return known;
	return isNamed && unknownTypes.has(type.trim()) ? undefined : extensions.get(type.trim());
}

/** Whether a name ends with an extension: `Offer 2026.03` does not, `a.7z` does. */
function hasExtension(name: string): boolean {
	return /\.(?=\d*[a-z])[a-z\d]{1,10}$/i.test(name);
}

/**
 * The name of a file: its own, else that of its field, with the extension that is known of it where the name has none.
 *
 * @param field the name of the binary field that holds it
 */
export function fullFileName(file: IBinaryData, field: string): string {
	const own = asText(file.fileName) === '' ? undefined : String(file.fileName);
	const name = own ?? field;
	// A name that is refused is not repaired: nobody would look for the file under another.
	const isComplete = hasExtension(name) || fileNameProblem(name) !== undefined;
	const extension = isComplete ? undefined : extensionOf(file, own !== undefined);
	return extension === undefined ? name : `${name}.${extension}`;
}

/** A name with a number before its extension, as `Contract (1).pdf`; the name itself for 0. */
export function numberedFileName(name: string, n: number): string {
	if (n === 0) return name;
	const [, stem = name, extension = ''] = /^(.+?)(\.[^.]{0,20})?$/s.exec(name) ?? [];
	const mark = ` (${n})`;
	const room = longest - mark.length - extension.length;
	// A character of two units is not cut in half, and no name ends with a space.
	const cut = stem
		.slice(0, Math.max(room, 1))
		.replace(/[\ud800-\udbff]$/, '')
		.trimEnd();
	return cut + mark + extension;
}
