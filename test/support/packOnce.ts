import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureN8n } from '../../n8n/install';
import { packedVariable, packPackage } from '../../n8n/package';

/** All files of a run share one package and one installation of n8n, which two at a time must not make. */
export default async function packOnce(): Promise<void> {
	await ensureN8n(() => {});
	process.env[packedVariable] = packPackage(mkdtempSync(join(tmpdir(), 'workpoint-package-')));
}
