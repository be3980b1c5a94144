import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { pdfOf } from '../../sandbox/calls/documents';
import { runNode, TestCredentials, workPointNode, type Result } from './runNode';

/** The signed PDF that the item brings along. */
export const signedPdf = pdfOf('Signed');

/**
 * Runs an operation, named as `resource.operation`, for one item that has {@link signedPdf} as the file `data` and as
 * the text `base64`.
 */
export async function runOperation(
	sandbox: Sandbox,
	key: string,
	parameters: INodeParameters,
): Promise<Result> {
	const [resource, operation] = key.split('.') as [string, string];
	const base64 = (await signedPdf).toString('base64');
	return await runNode(
		workPointNode({ resource, operation, ...parameters }),
		new TestCredentials(sandbox.connection),
		[
			{
				json: { base64 },
				binary: { data: { data: base64, mimeType: 'application/pdf', fileName: 'Offer.pdf' } },
			} as never,
		],
	);
}
