import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const guard = join(__dirname, '../../scripts/check-publish.mjs');
const tagRun = { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2.3' };

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'publish-'));
	mkdirSync(join(folder, 'scripts'));
	mkdirSync(join(folder, 'test/release/states'), { recursive: true });
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

interface Release {
	publisher?: object;
	changelog?: string;
	/** The releases whose states are recorded. */
	recorded?: string[];
	env?: Record<string, string>;
}

/** Runs the guard on version 1.2.3. */
function tryToPublish({
	publisher = { name: 'Jane Doe' },
	changelog = '# Changelog\n\n## 1.2.3\n\n- New\n',
	recorded = ['1.2.2', '1.2.3'],
	env = tagRun,
}: Release) {
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.2.3' }));
	writeFileSync(join(folder, 'scripts/publisher.json'), JSON.stringify(publisher));
	writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
	for (const release of recorded)
		writeFileSync(join(folder, `test/release/states/${release}.json`), '{}');
	const { status, stderr } = spawnSync(process.execPath, [guard], {
		cwd: folder,
		env,
		encoding: 'utf8',
	});
	return { published: status === 0, reasons: stderr };
}

describe('publishing', () => {
	test('proceeds from the tag of the version, with a real publisher and a changelog', () => {
		expect(tryToPublish({})).toEqual({ published: true, reasons: '' });
	});

	test.each<[what: string, release: Release, reason: RegExp]>([
		['by a stand-in', { publisher: { standIn: true } }, /publisher\.json are stand-ins/],
		['from a developer’s machine', { env: {} }, /Push the tag v1\.2\.3/],
		[
			'from a branch',
			{ env: { ...tagRun, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' } },
			/Push the tag v1\.2\.3/,
		],
		[
			'from the tag of another version',
			{ env: { ...tagRun, GITHUB_REF_NAME: 'v1.2.4' } },
			/The tag is v1\.2\.4, but package\.json has version 1\.2\.3/,
		],
		[
			'without a section of the changelog',
			{ changelog: '# Changelog\n' },
			/no section "## 1\.2\.3"/,
		],
		[
			'without a record of what it stores',
			{ recorded: ['1.2.2'] },
			/states\/1\.2\.3\.json is missing.*npm run record/,
		],
	])('is refused %s, with a reason', (_what, release, reason) => {
		const { published, reasons } = tryToPublish(release);
		expect(published).toBe(false);
		expect(reasons).toMatch(reason);
	});
});
