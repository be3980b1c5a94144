import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = <T>(file: string) =>
	JSON.parse(readFileSync(join(__dirname, '../..', file), 'utf8')) as T;

test('no dependency runs an install script: some of them cannot be built on Node 20', () => {
	const { packages } = read<{ packages: Record<string, { hasInstallScript?: boolean }> }>(
		'package-lock.json',
	);
	const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>('package.json');
	const withScripts = Object.entries(packages)
		.filter(([, { hasInstallScript }]) => hasInstallScript)
		.map(([path]) => path.split('node_modules/').at(-1) ?? '');
	expect(allowScripts).toEqual(Object.fromEntries(withScripts.map((name) => [name, false])));
});
