import {
	byInternalName,
	type FieldDescription,
} from '../../nodes/concepts/fields/fieldDescription';
import { documentJson } from '../../nodes/concepts/lists/documentOutput';
import { toJson, type ListItem } from '../../nodes/concepts/query/item';

/** A value as it goes out, by the type of its field. */
function read(Value: string, type: Pick<FieldDescription, 'kind'> & Partial<FieldDescription>) {
	const field: FieldDescription = {
		...{ name: 'A', title: 'A', isList: false, choices: [], type: undefined, format: undefined },
		...{ isRequired: false, isReadOnly: false, isHidden: false, canBeKey: false },
		...type,
	};
	const FieldValues = [{ InternalFieldName: 'A', Value, TextValue: null }];
	return toJson({ FieldValues }, byInternalName([field])).A;
}

test.each([
	['90.0000000', 90],
	['-0.5', -0.5],
	['5E-05', 0.00005],
	['-1.5E-07', -1.5e-7],
	['1E+20', 1e20],
	['1.234,50', '1.234,50'],
	['E5', 'E5'],
	['1E999', '1E999'],
	['0x10', '0x10'],
])('the number %s is read as %s', (text, value) => {
	expect(read(text, { kind: 'number' })).toBe(value);
});

describe('multiple values in one string', () => {
	test.each<[kind: FieldDescription['kind'], text: string, values: string[]]>([
		['text', ';#Urgent;#Support;#', ['Urgent', 'Support']],
		['text', 'Urgent;#Support', ['Urgent', 'Support']],
		['text', '1;#Draft;#2;#Final', ['1', 'Draft', '2', 'Final']],
		['user', '1;#Anna;#2;#Bo', ['Anna', 'Bo']],
		['user', 'Anna;#Bo', ['Anna', 'Bo']],
		['user', '1;#Anna', ['Anna']],
		['lookup', '1;#1001;#2;#1002', ['1001', '1002']],
		['lookupObject', '1;#Jensen A/S;#2;#7', ['Jensen A/S', '7']],
		['term', '-1;#Sales|8a1c;#5;#Legal|9b2d', ['Sales|8a1c', 'Legal|9b2d']],
		// Not SharePoint's own form: bare IDs.
		['wholeNumber', '1;#2', ['1', '2']],
		['lookup', '1;#2;#3', ['1', '2', '3']],
		['lookup', '', []],
	])('of %s: %s', (kind, text, values) => {
		expect(read(text, { kind, isList: true })).toEqual(values);
	});
});

describe('a simplified item', () => {
	/** The columns that SharePoint gives beside those of a module, of a library, and of every list. */
	const systemColumns = [
		...['ContentTypeId', 'ContentType', 'Author', 'Editor', 'Created', 'Modified', 'ID', 'GUID'],
		...['_HasCopyDestinations', '_CopySource', 'owshiddenversion', 'WorkflowVersion', '_UIVersion'],
		...['_UIVersionString', 'Attachments', '_ModerationStatus', 'Edit', 'LinkTitleNoMenu'],
		...['LinkTitle', 'LinkTitle2', 'SelectTitle', 'InstanceID', 'Order', 'WorkflowInstanceID'],
		...['FileRef', 'FileDirRef', 'FileLeafRef', 'Last_x0020_Modified', 'Created_x0020_Date'],
		...['FSObjType', 'SortBehavior', 'PermMask', 'PrincipalCount', 'UniqueId', 'ParentUniqueId'],
		...['SyncClientId', 'ProgId', 'ScopeId', 'File_x0020_Type', 'HTML_x0020_File_x0020_Type'],
		...[
			'_EditMenuTableStart',
			'_EditMenuTableEnd',
			'LinkFilenameNoMenu',
			'LinkFilename',
			'DocIcon',
		],
		...['ServerUrl', 'EncodedAbsUrl', 'BaseName', 'MetaInfo', '_Level', '_IsCurrentVersion'],
		...['ItemChildCount', 'FolderChildCount', 'Restricted', 'OriginatorId', 'NoExecute'],
		...['ContentVersion', '_ComplianceFlags', '_ComplianceTag', 'AccessPolicy', '_VirusStatus'],
		...['AppAuthor', 'AppEditor', 'SMTotalSize', 'SMLastModifiedDate', 'SMTotalFileCount'],
		...['TaxCatchAll', 'TaxCatchAllLabel', 'MediaServiceFastMetadata', 'File_x0020_Size'],
		...['pf4c6c1a0b2d4f0f9b9c2d6f3b9b2f9c', 'CheckoutUser', 'ComplianceAssetId'],
	];
	const wpColumns = [
		...['wpSite', 'wpStage', 'wpParent', 'wpItemLocation', 'wp_stageDeadline', 'wp_stageHistory'],
		...['wpSecurityReplicationDate', 'wpMasterSiteSyncDate'],
	];
	const ownColumns = ['Title', 'ValidTo', '_x0032_026', 'Order0', 'constructor'];

	const itemWith = (columns: string[], more: Partial<ListItem> = {}): ListItem => ({
		...{ ID: 7, Title: 'A', ContentType: 'In force', ContentTypeId: '0x01', IsEntity: true },
		...{ Site: '/sites/a', Url: 'https://contoso.sharepoint.com/Lists/A/DispForm.aspx?ID=7' },
		FieldValues: columns.map((name) => ({
			InternalFieldName: name,
			Value: name === 'wpSite' ? (more.Site ?? '/sites/a') : `${name} text`,
		})),
		...more,
	});
	const shown = (item: ListItem, wanted?: string[]) => toJson(item, byInternalName([]), wanted);

	test('has the fields of its module first, and ten that every entity has', () => {
		expect(Object.keys(shown(itemWith([...systemColumns, ...wpColumns, ...ownColumns])))).toEqual([
			...ownColumns,
			...['ID', 'wpStage', 'wp_stageDeadline', 'wpParent', 'Url', 'Site'],
			...['Created', 'Modified', 'Author', 'Editor'],
		]);
	});

	test('of a list has no stage, and therefore its content type', () => {
		const item = itemWith([...systemColumns, 'Priority'], { IsEntity: false, Site: null });
		expect(Object.keys(shown(item))).toEqual([
			...['Title', 'Priority', 'ID', 'ContentType', 'Url'],
			...['Created', 'Modified', 'Author', 'Editor'],
		]);
	});

	test.each([
		['/sites/a', '/sites/a'],
		['*IgnoreCreateSiteOnItemAddedEvent*', null],
		['', null],
	])('has the site %s as %s', (Site, given) => {
		expect(shown(itemWith(['wpSite'], { Site })).Site).toBe(given);
		expect(shown(itemWith([], { Site })).Site).toBe(given);
	});

	test('keeps its own columns that have the same name as a standard field', () => {
		const item = itemWith(['Title', 'Url', 'Site']);
		expect(shown(item)).toMatchObject({ Url: 'Url text', Site: 'Site text', ID: 7 });
		const library = { site: 'https://contoso.sharepoint.com/sites/a' };
		expect(documentJson(item, library, byInternalName([]))).toMatchObject({ Url: 'Url text' });
	});

	test('includes technical columns only on request', () => {
		const item = itemWith(['Title', 'FileRef', 'owshiddenversion']);
		expect(shown(item, ['Title', 'FileRef'])).toMatchObject({ FileRef: 'FileRef text' });
		expect(shown(item, ['Title', 'FileRef'])).not.toHaveProperty('owshiddenversion');
	});

	test('of a library has its name and address once, and at most ten fields that every document has', () => {
		const item = itemWith([...systemColumns, 'DocumentStatus'], {
			IsEntity: false,
			Url: 'https://contoso.sharepoint.com/sites/a/Shared Documents/Offer.docx',
			FileInfo: { FileName: 'Offer.docx', Length: 5 },
		});
		const library = { site: 'https://contoso.sharepoint.com/sites/a' };
		expect(Object.keys(documentJson(item, library, byInternalName([])))).toEqual([
			...['FileName', 'FileUrl', 'SiteUrl', 'Size', 'Title', 'DocumentStatus'],
			...['ID', 'ContentType', 'Created', 'Modified', 'Author', 'Editor'],
		]);
	});
});
