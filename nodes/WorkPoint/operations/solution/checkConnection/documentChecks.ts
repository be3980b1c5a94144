import { Base64Content } from '../../../../api/body';
import { objectsIn, textIn } from '../../../../api/json';
import { call } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import { absoluteAddress, documentJson } from '../../../../concepts/lists/documentOutput';
import { librariesOn } from '../../../../concepts/lists/library';
import { upload } from '../../../../concepts/lists/newDocument';
import { readPage } from '../../../../concepts/query/page';
import { accepts, checks, firstTaken, verdict, ok, okIf, skipped } from './check';

const [first, second, third] = ['n8n check.rtf', 'n8n check 2.rtf', 'n8n check 3 æøå & (1).rtf'];
const text = `{\\rtf1 n8n check${' '.repeat(20_000)}}`;

/** A file that can be converted to PDF. */
const file = {
	content: new Base64Content(async function* () {
		yield Buffer.from(Buffer.from(text).toString('base64'));
	}),
};

/** Uploads, addresses, PDF and records, in a library of the own site. */
export const documentChecks = checks('Documents', async function* ({ siteOwner: own, send }) {
	const { site } = own;
	const libraries = (await librariesOn(site, send)).filter(({ path }) => path !== '');
	// One whose title is not its name in its URL shows more.
	const library = libraries.find(({ path, title }) => lastSegment(path) !== title) ?? libraries[0];
	if (library === undefined) return yield skipped('The site has no library');
	const { title, path, listId } = library;

	const isTaken = async (name: string, folderUrl?: string) =>
		await accepts(upload(name, file, { library, folderUrl }, false, send));
	const names = { title, urlSegment: textIn(lastSegment(path)) };
	const taken = await firstTaken(names, async (name) => {
		library.name = name;
		return await isTaken(first);
	});
	yield verdict('listName', title === names.urlSegment ? undefined : taken);
	if (taken === undefined) return;

	const takesFolder = await isTaken(second, path);
	const takesName = await isTaken(third);
	const takesNameTwice = takesName && (await isTaken(third));
	// Such lists may be unreadable.
	const page = await readPage({ listId, site }, { PageSize: 100 }, send).catch(() => undefined);
	const documents = objectsIn(page?.Items).map((item) => documentJson(item, library, new Map()));
	const urlOf = (name: string) => absoluteAddress(`${path}/${name}`, library);
	const stored = (name: string) => documents.find(({ FileUrl }) => FileUrl === urlOf(name));
	// Without a folder, the same was accepted.
	const reading = takesFolder ? 'serverRelative' : 'libraryRelative';
	yield verdict('folderUrl', page && takesFolder && !stored(second) ? undefined : reading);
	const isKept = takesName && (!page || stored(third)?.Size === text.length);
	yield okIf(isKept, 'Names and sizes are kept', 'A name with æ or &, or the size, is not kept');
	yield okIf(!takesNameTwice, 'A taken name is refused', 'A taken name is accepted');

	const isConverted = async (DocumentUrl: string, n: number) => {
		const OutputUrl = DocumentUrl.replace(/\.rtf$/, `${n}.pdf`);
		const sites = { DocumentSiteUrl: site, OutputSiteUrl: site };
		const body = { ...sites, DocumentUrl, OutputUrl, OutputExistsBehaviour: 'Cancel' } as const;
		return await accepts(send(call('POST /api/Document/ConvertToPdfAndSaveOutput', { body })));
	};
	const takesEncoded = await isConverted(urlOf(first), 1);
	const takesPlain = await isConverted(decodeURI(urlOf(first)), 2);
	const either = takesEncoded ? 'either' : 'unencodedOnly';
	yield verdict('documentUrls', takesPlain ? either : takesEncoded ? 'encodedOnly' : undefined);
	if (!takesEncoded && !takesPlain) return;
	own.record = takesPlain ? decodeURI(urlOf(first)) : urlOf(first);
	const query = { siteUrl: site, documentUrl: own.record };
	await send(call('POST /api/RecordManagement/Declare', { query }));
	await send(call('POST /api/RecordManagement/Undeclare', { query }));
	delete own.record;
	yield ok('Declared as a record and undeclared');
});
