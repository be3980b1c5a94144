// Finds dead links in the documentation without the network: files and headings that are not there, also where the package
// itself links to its repository, and pictures that no page shows.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const pictures = 'docs/images';
const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const home = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

const filesIn = (folder) =>
	existsSync(folder)
		? readdirSync(folder, { recursive: true })
				.map((file) => join(folder, file))
				.filter((file) => statSync(file).isFile())
		: [];

/** The text without code, in which a link is only shown. */
const prose = (markdown) =>
	markdown.replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');

const linkForms = [
	/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g,
	/^\s*\[[^\]]+\]:\s+(\S+)/gm,
	/\s(?:src|href)="([^"]+)"/g,
];

/** The addresses that a page links to. */
const linksOf = (markdown) =>
	linkForms.flatMap((form) => [...prose(markdown).matchAll(form)].map(([, target]) => target));

/** The anchors that GitHub gives the headings of a page: a repeated one gets a number. */
function anchorsOf(markdown) {
	const anchors = new Set();
	const headings = markdown
		.replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2/gm, '')
		.matchAll(/^#{1,6} +(.+?) *#*$/gm);
	for (const [, heading] of headings) {
		const slug = heading
			.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.replaceAll(' ', '-');
		let anchor = slug;
		for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`;
		anchors.add(anchor);
	}
	for (const [, id] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
	return anchors;
}

/** The file and anchor that a link of a file leads to; nothing when it leads out of the repository. */
function destinationOf(file, link) {
	const [address, anchor] = link.split('#', 2).map(decodeURIComponent);
	// The page of the repository shows the README at #readme.
	if (address === home) return { path: 'README.md', anchor: anchor === 'readme' ? '' : anchor };
	const inside = /^\/(?:blob|tree|raw)\/[^/]+\/(.+)$/.exec(
		address.startsWith(`${home}/`) ? address.slice(home.length) : '',
	);
	if (inside) return { path: inside[1], anchor };
	if (/^[a-z][a-z+.-]*:/i.test(address)) return undefined;
	return { path: address === '' ? file : normalize(join(dirname(file), address)), anchor };
}

const pages = [
	...readdirSync('.').filter((file) => file.endsWith('.md')),
	...filesIn('docs').filter((file) => file.endsWith('.md')),
	...filesIn('examples').filter((file) => file.endsWith('.md')),
];
const source = [...filesIn('nodes'), ...filesIn('credentials')].filter((file) =>
	/\.(node\.json|ts)$/.test(file),
);
const addressesOfHome = new RegExp(`${home.replaceAll('.', '\\.')}[\\w./#%-]*`, 'g');

const links = [
	...pages.map((file) => ({ file, links: linksOf(readFileSync(file, 'utf8')) })),
	...source.map((file) => ({
		file,
		links: readFileSync(file, 'utf8').match(addressesOfHome) ?? [],
	})),
].flatMap(({ file, links: found }) => found.map((link) => ({ file, link })));

const problems = [];
const shown = new Set();
for (const { file, link } of links) {
	const destination = destinationOf(file, link);
	if (!destination) continue;
	const { path, anchor } = destination;
	shown.add(path);
	if (!existsSync(path)) problems.push(`${file}: ${link} leads to no file`);
	else if (anchor && path.endsWith('.md') && !anchorsOf(readFileSync(path, 'utf8')).has(anchor))
		problems.push(`${file}: ${link} leads to no heading of ${path}`);
}
for (const picture of filesIn(pictures))
	if (!shown.has(picture)) problems.push(`${picture} is on no page`);

for (const problem of problems) console.error(problem);
console.log(`${links.length} links on ${pages.length} pages`);
process.exitCode = problems.length > 0 ? 1 : 0;
