/** What links to the project's own pages from places that the link checker does not read, and what no page shows. */
import { readdirSync, readFileSync } from 'node:fs';

import { homepage } from '../../package.json';

const read = (path: string) => readFileSync(path, 'utf8');

const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);

const home = homepage.replace(/#.*/, '');
const headings = [...read('README.md').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
	text.toLowerCase().replaceAll(' ', '-'),
);
const links = [...filesIn('nodes'), ...filesIn('credentials')]
	.filter((file) => /\.(ts|json)$/.test(file))
	.flatMap((file) => read(file).match(new RegExp(`${home}[^'"\`) ]*`, 'g')) ?? []);

test.each([...new Set(links)])('%s is a heading of the README', (link) => {
	expect([home, ...['readme', ...headings].map((heading) => `${home}#${heading}`)]).toContain(link);
});

test('each picture appears on a page', () => {
	const pages = [...filesIn('docs'), ...filesIn('examples'), 'README.md', 'CONTRIBUTING.md']
		.filter((file) => file.endsWith('.md'))
		.map(read)
		.join();
	for (const picture of readdirSync('docs/images')) expect(pages).toContain(`images/${picture}`);
});
