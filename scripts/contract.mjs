// Generates the contract's types, and its values for the nodes; `--check` only reports whether they are up to date.
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const source = new URL('../contract/workpoint365.openapi.yaml', import.meta.url);
const typesFile = new URL('../contract/workpoint365.d.ts', import.meta.url);
const valuesFile = new URL('../contract/values.ts', import.meta.url);

const contract = parse(readFileSync(source, 'utf8'), { merge: true, maxAliasCount: -1 });

const union = (names) => names.map((name) => JSON.stringify(name)).join(' | ');

/** Types for the contract's extensions, which the generator does not support. */
function ownTypes() {
	return [
		'/** Open questions with their possible readings (x-guesses); the first reading is assumed. */',
		'export interface Guesses {',
		...Object.entries(contract['x-guesses']).map(
			([name, { readings }]) => `    ${name}: ${union(Object.keys(readings))};`,
		),
		'}',
		'',
	].join('\n');
}

/** The contract values that the nodes need at run time. */
async function values() {
	const { paths, components } = contract;
	const changing = Object.keys(paths).filter((path) => paths[path].get?.['x-changes']);
	const features = Object.entries(components.schemas.Feature['x-enum-values']);
	const guesses = Object.entries(contract['x-guesses']);
	const byGuess = (valueOf) =>
		JSON.stringify(Object.fromEntries(guesses.map(([guess, one]) => [guess, valueOf(one)])));
	const text = [
		'// Generated from the contract by `npm run generate`.',
		'',
		"import type { Guesses } from './workpoint365';",
		'',
		'/** GET calls with side effects (x-changes). */',
		`export const changingGets = ${JSON.stringify(changing)};`,
		'',
		'/** The first reading of each guess (x-guesses), which the package assumes. */',
		`export const usualReadings: Guesses = ${byGuess(({ readings }) => Object.keys(readings)[0])};`,
		'',
		'/** The names of the guesses for users. */',
		`export const guessTitles: Record<keyof Guesses, string> = ${byGuess(({ title }) => title)};`,
		'',
		'/** What users can do about a reading that is not the first one, or about each such reading (advice). */',
		'export const adviceOnReadings: { [G in keyof Guesses]?: string | Partial<Record<Guesses[G], string>> } = ',
		`${byGuess(({ advice }) => advice)};`,
		'',
		'/** Why Check Connection cannot check some guesses (unchecked). */',
		`export const uncheckedGuesses = ${byGuess(({ unchecked }) => unchecked)};`,
		'',
		'/** The operations that need a feature (x-users). */',
		`export const featureUsers = ${JSON.stringify(components.schemas.Feature['x-users'])};`,
		'',
		"/** The names of WorkPoint's features by the service's numbers (x-enum-values); newer features are missing. */",
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
