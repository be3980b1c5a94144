import type { INodeExecutionData } from 'n8n-workflow';

import { pdfOf } from '../../../sandbox/calls/documents';

export const signedPdf = pdfOf('Signed');

/** The input of a case: {@link signedPdf} as the file `data` and as the text `base64`. */
export async function inputItem(): Promise<INodeExecutionData> {
	const base64 = (await signedPdf).toString('base64');
	return {
		json: { base64 },
		binary: { data: { data: base64, mimeType: 'application/pdf', fileName: 'Offer.pdf' } },
	};
}
