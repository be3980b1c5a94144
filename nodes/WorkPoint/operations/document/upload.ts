import { documentKey } from '../../../concepts/document';
import { boolean } from '../../../parameters/boolean';
import { fileName, namedInputFile } from '../../../parameters/file';
import { optional, refined } from '../../../parameters/parameter';
import { optionalText, pathText } from '../../../parameters/text';
import { absoluteSiteUrl } from '../../../parameters/url';
import { call } from '../../../api/call';
import { operation } from '../operation';

/** Largest file in MB. A file travels as base64 in one JSON body, which the service has to hold as a whole. */
const sizeLimit = 250;

const file = refined(
	namedInputFile({
		displayName: 'Input Data Field Name',
		hint: 'The name of the input binary field that holds the file',
	}),
	(given, reader) =>
		(given.size ?? 0) <= sizeLimit * 1024 * 1024
			? given
			: reader.refuse(
					`names a file of more than ${sizeLimit} MB`,
					'Upload it with the Microsoft SharePoint node.',
				),
);

export const upload = operation({
	value: 'upload',
	name: 'Upload',
	action: 'Upload document',
	description: 'Put a file of the item into a library, such as one of the site of an entity',
	parameters: {
		librarySiteUrl: absoluteSiteUrl({
			displayName: 'Library Site URL',
			description: 'The absolute address of the SharePoint site that holds the library',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
		libraryName: pathText({
			displayName: 'Library Name',
			default: 'Documents',
			description: 'The title of the library, which may differ from its name in the address',
		}),
		binaryPropertyName: file,
		overwrite: boolean({
			displayName: 'Overwrite',
			description: 'Whether to replace a file of the same name',
		}),
	},
	additionalFields: {
		fileName: optional(
			fileName({
				displayName: 'File Name',
				description: 'The name of the document. The name of the input file when it is left out.',
				placeholder: 'e.g. Offer.pdf',
			}),
		),
		folderUrl: optionalText({
			displayName: 'Folder URL',
			description: 'The address of a folder of the library, without the host',
			placeholder: 'e.g. /sites/project-42/Shared Documents/Offers',
		}),
	},
	changes: ({ librarySiteUrl: site, folderUrl, ...values }) => {
		const folder =
			folderUrl === undefined
				? `${site}/${values.libraryName}`
				: `${new URL(site).origin}/${folderUrl}`;
		return [documentKey(`${folder}/${values.fileName ?? values.binaryPropertyName.fileName}`)];
	},
	request: ({ binaryPropertyName: file, librarySiteUrl: site, ...values }) =>
		call('POST /api/List/{listName}/UploadFile', {
			site,
			path: { listName: values.libraryName },
			query: { overwrite: values.overwrite, folderUrl: values.folderUrl },
			body: { FileName: values.fileName ?? file.fileName, FileBytes: file.content },
		}),
	// What the text of the answer means is not published: it is handed on beside what was asked for.
	output: (answer, { binaryPropertyName: input, fileName }) => [
		{ json: { FileName: fileName ?? input.fileName, Answer: String(answer ?? '') } },
	],
	answersNothing: true,
});
