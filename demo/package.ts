import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Builds and packs the package; gives the path of the tarball. */
export function packPackage(folder: string): string {
	mkdirSync(folder, { recursive: true });
	execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
			stdio: ['ignore', 'pipe', 'ignore'],
		}).toString(),
	) as Array<{ filename: string }>;
	return join(folder, packed?.filename ?? '');
}
