import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { packedVariable } from '../../demo/package';

/** Ends what `packOnce` began. */
export default function removePackage(): void {
	rmSync(dirname(String(process.env[packedVariable])), { recursive: true });
}
