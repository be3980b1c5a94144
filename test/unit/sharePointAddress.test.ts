import {
	opaqueLink,
	pathOf,
	possibleSites,
	sharePointPlace,
	siteAddress,
	withoutQuery,
	type Place,
} from '../../nodes/api/sharePointAddress';

const host = 'https://contoso.sharepoint.com';
const project = '/sites/project-1';
const library = `${project}/Shared Documents`;
const folder = `${library}/Contracts`;
const offer = `${library}/Offer.docx`;
const q = encodeURIComponent;
const view = '&viewid=2f6e%2D4a';

type Row = [address: string, kind: Place['kind'], path: string, site: string, itemId?: string];

const rows: Row[] = [
	// Sites and their pages.
	['', 'site', '/', ''],
	['/', 'site', '/', ''],
	[project, 'site', project, project],
	[`${project}/`, 'site', project, project],
	[`${project}?web=1`, 'site', project, project],
	[`${project}#top`, 'site', project, project],
	['/teams/sales', 'site', '/teams/sales', '/teams/sales'],
	['/Teams/Sales/SitePages', 'list', '/Teams/Sales/SitePages', '/Teams/Sales'],
	[`${project}/SitePages/Home.aspx?e=1:a`, 'path', `${project}/SitePages/Home.aspx`, project],
	['/SitePages/Home.aspx', 'path', '/SitePages/Home.aspx', ''],
	[`${project}/default.aspx`, 'site', project, project],
	[`${project}/_layouts/15/viewlsts.aspx?view=14`, 'site', project, project],
	['/_layouts/15/viewlsts.aspx', 'site', '/', ''],
	[
		'/sites/wp/project-1/_layouts/15/viewlsts.aspx',
		'site',
		'/sites/wp/project-1',
		'/sites/wp/project-1',
	],
	['/sites/pages', 'site', '/sites/pages', '/sites/pages'],
	['/sites/Lists/Lists/Tasks', 'list', '/sites/Lists/Lists/Tasks', '/sites/Lists'],
	// Lists, their views and forms.
	[`${project}/Lists/Risks`, 'list', `${project}/Lists/Risks`, project],
	[`${project}/Lists/Risks/AllItems.aspx?${view}`, 'list', `${project}/Lists/Risks`, project],
	[
		`${project}/Lists/Risks/DispForm.aspx?ID=3&Source=x`,
		'list',
		`${project}/Lists/Risks`,
		project,
		'3',
	],
	[
		`${project}/Lists/Risks/EditForm.aspx?Source=x&id=3#x`,
		'list',
		`${project}/Lists/Risks`,
		project,
		'3',
	],
	[
		`${project}/_layouts/15/start.aspx#/Lists/Risks/DispForm.aspx?ID=3`,
		'list',
		`${project}/Lists/Risks`,
		project,
		'3',
	],
	[
		`${project}/_layouts/15/listform.aspx?PageType=4&ListId=%7BA%7D&ID=3`,
		'site',
		project,
		project,
		'3',
	],
	['/Lists/Tasks/AllItems.aspx', 'list', '/Lists/Tasks', ''],
	[`${project}/Lists/Papers/Forms/AllItems.aspx`, 'list', `${project}/Lists/Papers`, project],
	[`${project}/Lists/Papers/Folder/a.pdf`, 'path', `${project}/Lists/Papers/Folder/a.pdf`, project],
	// Libraries and their views; the form of a document tells the ID of no entity.
	[encodeURI(library), 'list', library, project],
	[`${library}/Forms/AllItems.aspx`, 'list', library, project],
	[`${project}/Archive/Forms/AllItems.aspx`, 'list', `${project}/Archive`, project],
	[`${project}/Archive/Forms/DispForm.aspx?ID=3`, 'list', `${project}/Archive`, project],
	[
		'/sites/wp/project-1/Archive/Forms',
		'list',
		'/sites/wp/project-1/Archive',
		'/sites/wp/project-1',
	],
	['/Archive/Forms/AllItems.aspx', 'list', '/Archive', ''],
	[`${library}/Forms/AllItems.aspx?RootFolder=*&View=%7B1%7D`, 'list', library, project],
	// Folders and files that a view shows.
	[`${library}/Forms/AllItems.aspx?id=${q(folder)}${view}`, 'folder', folder, project],
	[
		`${encodeURI(library)}/Forms/AllItems.aspx?RootFolder=${q(folder)}&FolderCTID=0x`,
		'folder',
		folder,
		project,
	],
	[
		`${library}/Forms/AllItems.aspx#InplviewHash2f6e=RootFolder%3D${q(q(folder))}`,
		'folder',
		folder,
		project,
	],
	[`${library}/Forms/AllItems.aspx?id=${q(offer)}&parent=${q(library)}`, 'file', offer, project],
	[
		`${project}/Archive/Forms/AllItems.aspx?id=${q(`${project}/Archive/2026`)}`,
		'folder',
		`${project}/Archive/2026`,
		project,
	],
	[
		'/sites/wp/project-1/Archive/Forms/AllItems.aspx?id=%2Fsites%2Fwp%2Fproject-1%2FArchive%2FA',
		'folder',
		'/sites/wp/project-1/Archive/A',
		'/sites/wp/project-1',
	],
	[`/my?id=${q('/personal/anna/Documents/A')}`, 'folder', '/personal/anna/Documents/A', '?'],
	[
		`${project}/_layouts/15/WopiFrame.aspx?sourcedoc=${q(offer)}&action=default`,
		'file',
		offer,
		project,
	],
	[`${project}/_layouts/15/download.aspx?SourceUrl=${q(offer)}`, 'file', offer, project],
	// Sharing links that tell the path.
	[`/:f:/r${encodeURI(folder)}?csf=1&web=1&e=abc`, 'folder', folder, project],
	[`/:w:/r${encodeURI(offer)}?d=w12&csf=1&web=1&e=abc`, 'file', offer, project],
	[`/:u:/r${project}/SitePages/Home.aspx?csf=1`, 'file', `${project}/SitePages/Home.aspx`, project],
	// Viewer pages do not tell which document they show.
	[`${project}/_layouts/15/Doc.aspx?sourcedoc=%7BA-1%7D&file=Offer.docx`, 'site', project, project],
	[
		`/:w:/r${project}/_layouts/15/Doc.aspx?sourcedoc=%7BA-1%7D&file=Offer.docx`,
		'site',
		project,
		project,
	],
	// Plain paths.
	[offer, 'path', offer, project],
	[`${encodeURI(offer)}?web=1`, 'path', offer, project],
	[`${project}/Archive/Old offer.docx`, 'path', `${project}/Archive/Old offer.docx`, project],
	[`${library}/C# notes.docx`, 'path', `${library}/C# notes.docx`, project],
	[`${library}/R&D #1`, 'path', `${library}/R&D #1`, project],
	[`${library}/R&D#`, 'path', `${library}/R&D`, project],
	[`${offer}#page=2`, 'path', offer, project],
	[`${project}/Archive`, 'path', `${project}/Archive`, '?'],
	['/sites/wp/project-1', 'path', '/sites/wp/project-1', '?'],
	['/sites/wp/project-1/Archive/Old.docx', 'path', '/sites/wp/project-1/Archive/Old.docx', '?'],
	['/projects/p1', 'path', '/projects/p1', '?'],
];

test.each(rows)('%s refers to a %s: %s on the site %s', (...row) => {
	const [address, kind, path, site, itemId] = row;
	const place = sharePointPlace(host + address) as Place;
	expect([place.kind, pathOf(place), place.itemId]).toEqual([kind, path, itemId]);
	const known = place.names.slice(0, place.siteDepth).map((name) => `/${name}`);
	expect(place.isSiteKnown ? known.join('') : '?').toBe(site);
	if (place.isSiteKnown) expect(siteAddress(host + address)).toBe(host + encodeURI(site));
	if (address.startsWith('/'))
		expect(sharePointPlace(address, `${host}/sites/WorkPoint`)).toEqual(place);
});

test.each([
	'/:f:/s/project-1/EabcDEF?e=1',
	'/:x:/g/personal/anna_contoso_com/EabcDEF',
	'/:w:/t/sales/Eabc',
	'/:b:/p/anna/Eabc',
	'/:f:/r',
	'/:F:/S/project-1/Eabc',
])('%s hides its target', (link) => {
	expect(sharePointPlace(host + link)).toBe(opaqueLink);
	expect(siteAddress(host + link)).toBeUndefined();
});

test.each([
	'contoso.sharepoint.com/sites/x',
	'http://contoso.sharepoint.com/sites/x',
	'//contoso.sharepoint.com/sites/x',
	'/sites/x',
	`${host}${project}/../x`,
	`${host}${project}/%2e%2e/x`,
	`${host}${library}/Forms/AllItems.aspx?id=${q('/sites/x/../y')}`,
	'',
	5,
	null,
	undefined,
])('%s is not an address', (value) => {
	expect(sharePointPlace(value)).toBeUndefined();
});

test.each([
	[`${project}`, [project]],
	['/sites/wp/project-1', ['/sites/wp', '/sites/wp/project-1']],
	['/sites/wp/a/Archive/Old.docx', ['/sites/wp', '/sites/wp/a', '/sites/wp/a/Archive']],
	['/sites/wp/a/Archive/Forms/AllItems.aspx', ['/sites/wp/a']],
	['/wp', ['', '/wp']],
])('%s may be on one of the sites %j', (address, sites) => {
	const place = sharePointPlace(host + address) as Place;
	expect(possibleSites(place)).toEqual(sites.map((site) => host + site));
});

test.each([
	[`${offer}?web=1`, offer],
	[`${offer}#page=2`, offer],
	[`${library}/C# notes.docx?web=1#x`, `${library}/C# notes.docx`],
	[encodeURI(offer), encodeURI(offer)],
])('%s ends where %s does', (address, path) => {
	expect(withoutQuery(host + address)).toBe(host + path);
});

test('a file at a depth where its site cannot be determined is not a site', () => {
	expect(siteAddress(`${host}/sites/wp/a/b/Offer.docx`)).toBeUndefined();
	expect(siteAddress(`${host}/sites/wp/project-1`)).toBe(`${host}/sites/wp/project-1`);
});
