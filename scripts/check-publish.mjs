// Runs before every `npm publish` and reports the obstacles.
import { existsSync, readFileSync } from 'node:fs';

const read = (file) => readFileSync(file, 'utf8');
const { version } = JSON.parse(read('package.json'));
const { standIn } = JSON.parse(read('scripts/publisher.json'));
const { GITHUB_ACTIONS, GITHUB_REF_TYPE, GITHUB_REF_NAME } = process.env;

const reasons = [];
if (standIn)
	reasons.push(
		'Author, address and repository in scripts/publisher.json are stand-ins. Enter the real ones, remove "standIn" ' +
			'and run `npm run publisher`.',
	);
if (!GITHUB_ACTIONS || GITHUB_REF_TYPE !== 'tag')
	reasons.push(
		'Publish only through the workflow that a tag starts, so that npm shows the commit that the package was built from. ' +
			`Push the tag v${version}.`,
	);
else if (GITHUB_REF_NAME !== `v${version}`)
	reasons.push(`The tag is ${GITHUB_REF_NAME}, but package.json has version ${version}.`);
if (!read('CHANGELOG.md').includes(`\n## ${version}\n`))
	reasons.push(`CHANGELOG.md has no section "## ${version}".`);
if (!existsSync(`test/release/states/${version}.json`))
	reasons.push(
		`test/release/states/${version}.json is missing, so later releases will not be tested against the data that this one stores. ` +
			'Run `npm run record` and commit it.',
	);

for (const reason of reasons) console.error(reason);
process.exitCode = reasons.length > 0 ? 1 : 0;
