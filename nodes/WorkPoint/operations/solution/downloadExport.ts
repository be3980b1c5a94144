import { UserError } from 'n8n-workflow';

import { call } from '../../../api/call';
import { textIn } from '../../../api/json';
import { outputField, plainBase64 } from '../../../parameters/file';
import { numericId } from '../../../parameters/number';
import { operation } from '../operation';

/**
 * The bytes of a zip file, each of which begins with PK.
 *
 * @throws {UserError} when the answer is anything else, such as a message with a reason
 */
function zipIn(answer: unknown): Buffer {
	const data = Buffer.from(plainBase64(textIn(answer)) ?? '', 'base64');
	if (data.toString('latin1', 0, 2) !== 'PK')
		throw new UserError('WorkPoint did not return a zip file', {
			description: "Check that the export in 'Export ID' has finished.",
		});
	return data;
}

export const downloadExport = operation({
	action: 'Download export of solution',
	description: 'Download the zip file of a finished export of the solution, such as for a backup',
	parameters: {
		exportId: numericId(
			{
				placeholder: 'e.g. 633',
				description:
					'The ID of the export, a whole number that WorkPoint also calls the template ID. No call lists the exports of a solution: ask whoever made the export.',
			},
			'Enter the number of the export.',
		),
		binaryPropertyName: outputField(),
	},
	request: ({ exportId }) => call('GET /api/Solution/Export/{id}', { path: { id: exportId } }),
	output: (answer, { exportId, binaryPropertyName }) => {
		const data = zipIn(answer);
		const fileName = `Solution export ${exportId}.zip`;
		return [
			{
				json: { ExportId: exportId, FileName: fileName, Size: data.length },
				file: { field: binaryPropertyName, fileName, mimeType: 'application/zip', data },
			},
		];
	},
});
