import { Base64Content } from '../../../../api/body';
import { objectsIn, textIn } from '../../../../api/json';
import { call } from '../../../../api/call';
import { lastSegment } from '../../../../api/urls';
import { absoluteAddress, documentJson } from '../../../../concepts/lists/documentOutput';
import { librariesOn } from '../../../../concepts/lists/library';
import { upload } from '../../../../concepts/lists/newDocument';
import { readPage } from '../../../../concepts/query/readList';
import { checks, firstTaken, found, ok, skipped, warning } from './check';

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
		(await firstTaken(
			{ name },
			async () => await upload(name, file, { library, folderUrl }, false, send),
		)) !== undefined;
	const names = { title, urlSegment: textIn(lastSegment(path)) };
	const nameForm = await firstTaken(names, async (name) => {
		library.name = name;
		return await isTaken(first);
	});
	yield found('listName', title === names.urlSegment ? undefined : nameForm);
	if (nameForm === undefined) return;

	const takesFolder = await isTaken(second, path);
	const takesName = await isTaken(third);
	const takesNameTwice = takesName && (await isTaken(third));
	// Such lists may be unreadable.
	const page = await readPage({ listId, site }, { PageSize: 100 }, send).catch(() => undefined);
	const stored = (name: string) =>
		objectsIn(page?.Items)
			.map((item) => documentJson(item, library, new Map()))
			.find(({ FileUrl }) => FileUrl === absoluteAddress(`${path}/${name}`, library));
	const isKept = page === undefined || stored(second) !== undefined;
	// Without a folder, the same was accepted.
	yield found(
		'folderUrl',
		takesFolder ? (isKept ? 'serverRelative' : undefined) : 'libraryRelative',
	);
	const odd = [
		...(takesName ? [] : ['a name with æ, & or brackets is refused']),
		...(takesNameTwice ? ['a name that is taken is accepted'] : []),
		...(takesName && page && stored(third)?.Size !== text.length
			? ['name or size are not kept']
			: []),
	].join(', ');
	yield odd === '' ? ok('Names and sizes are kept, a name that is taken is refused') : warning(odd);

	const plain = absoluteAddress(`${path}/${first}`, library);
	const [encoded, unencoded] = [plain, decodeURI(plain)];
	const isConverted = async (DocumentUrl: string, n: number) => {
		const OutputUrl = DocumentUrl.replace(/\.rtf$/, `${n}.pdf`);
		const sites = { DocumentSiteUrl: site, OutputSiteUrl: site };
		const body = { ...sites, DocumentUrl, OutputUrl, OutputExistsBehaviour: 'Cancel' } as const;
		const asked = call('POST /api/Document/ConvertToPdfAndSaveOutput', { body });
		return (await firstTaken({ asked }, send)) !== undefined;
	};
	const takesEncoded = await isConverted(encoded, 1);
	const takesUnencoded = await isConverted(unencoded, 2);
	const either = takesEncoded ? 'either' : 'unencodedOnly';
	yield found('documentUrls', takesUnencoded ? either : takesEncoded ? 'encodedOnly' : undefined);
	if (!takesEncoded && !takesUnencoded) return;
	const documentUrl = takesUnencoded ? unencoded : encoded;
	const query = { siteUrl: site, documentUrl };
	own.record = documentUrl;
	await send(call('POST /api/RecordManagement/Declare', { query }));
	await send(call('POST /api/RecordManagement/Undeclare', { query }));
	delete own.record;
	yield ok('Declared as a record and undeclared');
});
