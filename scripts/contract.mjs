// Writes the types of the contract and its values for the nodes; `--check` only tells whether they are up to date.
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const source = new URL('../contract/workpoint365.openapi.yaml', import.meta.url);
const typesFile = new URL('../contract/workpoint365.d.ts', import.meta.url);
const valuesFile = new URL('../contract/values.ts', import.meta.url);

const contract = parse(readFileSync(source, 'utf8'), { merge: true, maxAliasCount: -1 });

const union = (names) => names.map((name) => JSON.stringify(name)).join(' | ');

/** What the contract says in extensions, which the generator does not know. */
function ownTypes() {
	return [
		'/** What the evidence leaves open, with its readings (x-guesses); the first is taken for granted. */',
		'export interface Guesses {',
		...Object.entries(contract['x-guesses']).map(
			([name, { readings }]) => `    ${name}: ${union(Object.keys(readings))};`,
		),
		'}',
		'',
	].join('\n');
}

/** What the nodes need of the contract when they run. */
async function values() {
	const { paths, components } = contract;
	const changing = Object.keys(paths).filter((path) => paths[path].get?.['x-changes']);
	const features = Object.entries(components.schemas.Feature['x-enum-values']);
	const text = [
		'// Generated from the contract by `npm run generate`.',
		'',
		"import type { Guesses } from './workpoint365';",
		'',
		'/** Calls that are sent as GET and change something anyway (x-changes). */',
		`export const changingGets = ${JSON.stringify(changing)};`,
		'',
		'/** The reading of each guess (x-guesses) that is taken for granted: the first. */',
		'export const usualReadings: Guesses = {',
		...Object.entries(contract['x-guesses']).map(
			([guess, { readings }]) => `${guess}: '${Object.keys(readings)[0]}',`,
		),
		'};',
		'',
		"/** The names of WorkPoint's features by the numbers that the service answers (x-enum-values); newer ones have none here. */",
		'export const featureNames: Record<number, string | undefined> = {',
		...features.map(([name, number]) => `${number}: '${name}',`),
		'};',
	].join('\n');
	return await format(text, { ...(await resolveConfig(valuesFile)), parser: 'typescript' });
}

const types = astToString(await openapiTS(source, { silent: true }));
const files = [
	[typesFile, COMMENT_HEADER + ownTypes() + types],
	[valuesFile, await values()],
];
for (const [file, text] of files) {
	if (!process.argv.includes('--check')) writeFileSync(file, text);
	else if (readFileSync(file, 'utf8') !== text) {
		console.error(`${file.pathname} is out of date: npm run generate`);
		process.exitCode = 1;
	}
}
