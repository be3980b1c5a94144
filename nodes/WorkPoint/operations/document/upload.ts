import { absoluteUrl, flag, inputFile, optionalText, text } from '../../parameters/basic';
import type { InputFile, Parameter } from '../../parameters/parameter';
import { path } from '../../../shared/request';
import { operation } from '../operation';

/** Largest file in MB. A file travels as base64 in one JSON body, which the service has to hold as a whole. */
const sizeLimit = 250;

const anyFile = inputFile({
	displayName: 'Input Data Field Name',
	hint: 'The name of the input binary field that holds the file',
});

const file: Parameter<InputFile> = {
	...anyFile,
	async read(reader, name) {
		const given = await anyFile.read(reader, name);
		return (given.size ?? 0) <= sizeLimit * 1024 * 1024
			? given
			: reader.refuse(
					`names a file of more than ${sizeLimit} MB`,
					'Upload it with the Microsoft SharePoint node.',
				);
	},
};

export const upload = operation({
	value: 'upload',
	name: 'Upload',
	action: 'Upload document',
	description: 'Put a file of the item into a library, such as one of the site of an entity',
	parameters: {
		librarySiteUrl: absoluteUrl({
			identifies: true,
			displayName: 'Library Site URL',
			description: 'The absolute address of the SharePoint site that holds the library',
			placeholder: 'e.g. https://contoso.sharepoint.com/sites/project-42',
		}),
		libraryName: text({
			displayName: 'Library Name',
			default: 'Shared Documents',
			description: 'The name of the library as its address has it, which is not always its title',
		}),
		binaryPropertyName: file,
		overwrite: flag({
			displayName: 'Overwrite',
			description: 'Whether to replace a file of the same name',
		}),
	},
	additionalFields: {
		fileName: optionalText({
			displayName: 'File Name',
			description: 'The name of the document. The name of the input file when it is left out.',
			placeholder: 'e.g. Offer.pdf',
		}),
		folderUrl: optionalText({
			displayName: 'Folder URL',
			description: 'The address of a folder of the library, without the host',
			placeholder: 'e.g. /sites/project-42/Shared Documents/Offers',
		}),
	},
	request: ({ binaryPropertyName: input, ...values }) => ({
		method: 'POST',
		path: path`/api/List/${values.libraryName}/UploadFile`,
		siteUrl: values.librarySiteUrl.replace(/\/+$/, ''),
		query: { overwrite: values.overwrite, folderUrl: values.folderUrl },
		body: { FileName: values.fileName ?? input.fileName, FileBytes: input.content },
	}),
	// What the text of the answer means is not published: it is handed on beside what was asked for.
	output: (response, { binaryPropertyName: input, fileName }) => [
		{ json: { FileName: fileName ?? input.fileName, Answer: String(response ?? '') } },
	],
});
