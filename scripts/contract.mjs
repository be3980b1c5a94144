// Writes the types of the contract; `--check` only tells whether they are up to date.
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const source = new URL('../contract/workpoint365.openapi.yaml', import.meta.url);
const target = new URL('../contract/workpoint365.d.ts', import.meta.url);

const union = (names) => names.map((name) => JSON.stringify(name)).join(' | ');

/** What the contract says in extensions, which the generator does not know. */
function ownTypes() {
	const { paths, 'x-guesses': guesses } = parse(readFileSync(source, 'utf8'), {
		merge: true,
		maxAliasCount: -1,
	});
	const changing = Object.keys(paths).filter((path) => paths[path].get?.['x-changes']);
	return [
		'/** What the evidence leaves open, with its readings (x-guesses); the first is taken for granted. */',
		'export interface Guesses {',
		...Object.entries(guesses).map(
			([name, { readings }]) => `    ${name}: ${union(Object.keys(readings))};`,
		),
		'}',
		'/** Calls that are sent as GET and change something all the same (x-changes). */',
		`export type ChangingGet = ${union(changing.map((path) => `GET ${path}`))};`,
		'',
	].join('\n');
}

const types = astToString(await openapiTS(source, { silent: true }));
const text = COMMENT_HEADER + ownTypes() + types;
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
	console.error('The types of the contract are out of date: npm run contract');
	process.exitCode = 1;
}
