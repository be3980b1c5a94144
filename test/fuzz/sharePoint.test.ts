import fc from 'fast-check';

import {
	addressOf,
	opaqueLink,
	pathOf,
	sharePointPlace,
	siteAddress,
	type Place,
} from '../../nodes/api/sharePointAddress';
import { fileNameProblem, fullFileName, numberedFileName } from '../../nodes/parameters/fileName';
import { anyText, isBroken, tries } from '../support/fuzz';

const host = 'https://contoso.sharepoint.com';

/** A name that SharePoint takes for a site, a library, a folder or a file. */
const name = fc
	.string({ unit: fc.constantFrom(..."abcXYZ019 -_()!+&,;='@#%łø名"), minLength: 1, maxLength: 12 })
	.map((text) => `n${text.trim()}`)
	.filter((text) => !/[%#]|^n$/.test(text.slice(-1)) || text.length > 1);
const siteName = fc.string({
	unit: fc.constantFrom(...'abcXYZ019-_'),
	minLength: 1,
	maxLength: 12,
});
const managed = fc.constantFrom('sites', 'teams', 'Sites');
const subsites = fc.array(siteName, { maxLength: 2 });
const page = fc.constantFrom('AllItems.aspx', 'My view.aspx', 'allitems.aspx');

/** How a path stands in an address. */
const encoding = fc.constantFrom<(path: string) => string>(
	(path) => path.split('/').map(encodeURIComponent).join('/'),
	(path) => path.replace(/[^a-z/]/gi, (sign) => encodeURIComponent(sign).toLowerCase()),
);
/** What browsers and Office put behind an address. */
const tail = fc.constantFrom(
	'',
	'&viewid=2f6e%2D4a',
	'&csf=1&web=1&e=a%3Ab',
	'&View=%7B1%7D',
	'#x',
);

const tree = fc.record({
	site: fc.tuple(managed, siteName, subsites).map(([path, one, more]) => [path, one, ...more]),
	library: name,
	folders: fc.array(name, { minLength: 1, maxLength: 3 }),
});

function placeAt(address: string): Place {
	const place = sharePointPlace(address);
	if (place === undefined || place === opaqueLink) throw new Error(`${address} is no place`);
	return place;
}

test('the folder that a view shows is found, on its site', () => {
	fc.assert(
		fc.property(
			tree,
			page,
			encoding,
			tail,
			fc.constantFrom('id', 'RootFolder', 'ID'),
			({ site, library, folders }, view, encode, behind, parameter) => {
				const root = `/${[...site, library].join('/')}`;
				const path = `${root}/${folders.join('/')}`;
				const address = `${host}${encode(root)}/Forms/${view}?${parameter}=${encodeURIComponent(path)}${behind}`;
				const place = placeAt(address);
				expect([place.kind, pathOf(place)]).toEqual(['folder', path]);
				expect(siteAddress(address)).toBe(`${host}/${site.join('/')}`);
			},
		),
		tries(),
	);
});

test('the site of every page, view and form is found, however deep it is', () => {
	const inside = fc.oneof(
		fc.constantFrom(
			'/_layouts/15/viewlsts.aspx?view=14',
			'/_layouts/15/Doc.aspx?sourcedoc=%7BA%7D',
			'/SitePages/Home.aspx',
			'/Lists/Tasks/DispForm.aspx?ID=3',
			'/Shared Documents/a/b/c.docx?web=1',
		),
		name.map((list) => `/Lists/${encodeURIComponent(list)}/AllItems.aspx`),
		name.map((library) => `/${encodeURIComponent(library)}/Forms/AllItems.aspx`),
	);
	fc.assert(
		fc.property(tree, inside, fc.boolean(), ({ site }, rest, isLink) => {
			const address = `${host}${isLink ? '/:u:/r' : ''}/${site.join('/')}${rest}`;
			expect(siteAddress(address)).toBe(`${host}/${site.join('/')}`);
		}),
		tries(),
	);
});

test('a sharing link yields its path, or nothing', () => {
	fc.assert(
		fc.property(
			tree,
			fc.constantFrom(...'bfiopuvwx'),
			fc.constantFrom('r', 's', 'g', 't', 'p', 'u'),
			encoding,
			({ site, library, folders }, type, way, encode) => {
				const path = `/${[...site, library, ...folders].join('/')}`;
				const place = sharePointPlace(`${host}/:${type}:/${way}${encode(path)}?e=a`);
				if (way === 'r') expect(pathOf(place as Place)).toBe(path);
				else expect(place).toBe(opaqueLink);
			},
		),
		tries(),
	);
});

test('the place of any address has an address on the same host that leads to the same place', () => {
	fc.assert(
		fc.property(
			anyText,
			fc.constantFrom('/', '/sites/a/', '/:f:/r/', '/sites/a/B/Forms/x.aspx?id=/'),
			(text, start) => {
				const place = sharePointPlace(`${host}${start}${text}`);
				if (place === undefined || place === opaqueLink) return;
				const address = addressOf(place);
				expect(address).toMatch(/^[!-~]+$/);
				expect(new URL(address).origin).toBe(host);
				expect(place.siteDepth).toBeLessThanOrEqual(place.names.length);
				expect(new URL(address).href.replace(/\/$/, '')).toBe(address);
			},
		),
		tries(),
	);
});

test('a file gets a name that keeps its own, and a name that SharePoint accepts stays acceptable', () => {
	const binary = fc.record(
		{
			fileName: fc.oneof(anyText, name),
			fileExtension: fc.oneof(anyText, fc.constantFrom('pdf', '.docx', 'bin')),
			mimeType: fc.oneof(anyText, fc.constantFrom('application/pdf', 'text/plain; charset=utf-8')),
			data: fc.constant(''),
		},
		{ requiredKeys: ['mimeType', 'data'] },
	);
	fc.assert(
		fc.property(binary, name, (file, field) => {
			const own = file.fileName?.trim() ? file.fileName : field;
			const full = fullFileName(file, field);
			expect(full.startsWith(own)).toBe(true);
			expect(full.slice(own.length)).toMatch(/^(\.[A-Za-z0-9]{1,10})?$/);
			if (fileNameProblem(own) !== undefined) expect(full).toBe(own);
		}),
		tries(),
	);
});

test('numbered names differ, and SharePoint accepts them if it accepts the name', () => {
	const taken = fc
		.oneof(name, anyText, fc.string({ unit: fc.constantFrom('a', '🔑', '.', ' '), maxLength: 255 }))
		.filter((text) => fileNameProblem(text) === undefined && !isBroken(text));
	fc.assert(
		fc.property(taken, fc.integer({ min: 1, max: 5_000 }), (text, n) => {
			const numbered = numberedFileName(text, n);
			expect(numbered).not.toBe(numberedFileName(text, n + 1));
			expect(numbered).toContain(`(${n})`);
			expect(fileNameProblem(numbered)).toBeUndefined();
		}),
		tries(),
	);
});
