import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The environment variable with the path of a prebuilt tarball, for runs that need it many times. */
export const packedVariable = 'WORKPOINT_PACKED';

/** Builds and packs the package, unless that is already done, and returns the path of the tarball. */
export function packPackage(folder: string): string {
	const packed = process.env[packedVariable];
	if (packed !== undefined) return packed;
	mkdirSync(folder, { recursive: true });
	execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
	const [tarball] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
			stdio: ['ignore', 'pipe', 'ignore'],
		}).toString(),
	) as Array<{ filename: string }>;
	return join(folder, tarball?.filename ?? '');
}
