import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { packedVariable } from '../../n8n/package';

/** Ends what `packOnce` began. */
export default function removePackage(): void {
	rmSync(dirname(String(process.env[packedVariable])), { recursive: true });
}
