import { call } from '../../../nodes/api/call';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { projectSiteUrl } from '../../../sandbox/tenant/seed';
import { json, onProject, type Case } from './case';

const ofProject = { libraryOf: 'entity', ...onProject, libraryName: byName('Documents') };

function byName(value: string) {
	return { __rl: true, mode: 'name', value };
}

/** Documents in libraries. */
export const documentCases: Case[] = [
	{
		operation: 'document.upload',
		parameters: {
			...ofProject,
			binaryPropertyName: 'data',
			overwrite: false,
			additionalFields: { fileName: 'Contract & terms.pdf', folderUrl: 'Contracts' },
		},
		calls: 3,
		sends: call('POST /api/List/{listName}/UploadFile', {
			path: { listName: 'Documents' },
			query: { overwrite: false, folderUrl: '/sites/project-1/Shared Documents/Contracts' },
			body: { FileName: 'Contract & terms.pdf', FileBytes: expect.stringMatching(/^JVBERi0/) },
			site: projectSiteUrl,
		}),
		gives: [
			{
				FileName: 'Contract & terms.pdf',
				FileUrl: `${projectSiteUrl}/Shared%20Documents/Contracts/Contract%20%26%20terms.pdf`,
				SiteUrl: projectSiteUrl,
				Answer: '/sites/project-1/Shared Documents/Contracts/Contract & terms.pdf',
			},
		],
	},
	{
		operation: 'document.getAll',
		parameters: {
			...ofProject,
			returnAll: true,
			filterBy: 'none',
			sort: {},
			simplify: true,
			additionalFields: { folderUrl: 'Contracts' },
		},
		calls: 4,
		sends: call('POST /api/List/{listId}/Items', {
			path: { listId: listIds.documents },
			body: {
				CamlQuery: '<View Scope="RecursiveAll"></View>',
				FolderServerRelativeUrl: '/sites/project-1/Shared Documents/Contracts',
				PageSize: 1_000,
			},
			site: projectSiteUrl,
		}),
		gives: [
			expect.objectContaining({
				FileName: 'Framework agreement (signed).pdf',
				FileUrl: `${projectSiteUrl}/Shared%20Documents/Contracts/Framework%20agreement%20(signed).pdf`,
				SiteUrl: projectSiteUrl,
				Size: expect.any(Number),
				Editor: expect.stringContaining('Anna'),
			}),
		],
	},
	{
		operation: 'document.get',
		parameters: { ...ofProject, documentId: 1, simplify: true },
		calls: 4,
		sends: call('GET /api/List/{listId}/Item/{itemId}', {
			path: { listId: listIds.documents, itemId: 1 },
			site: projectSiteUrl,
		}),
		gives: [expect.objectContaining({ ID: 1, FileName: 'Offer.docx' })],
	},
	{
		operation: 'document.update',
		parameters: {
			...ofProject,
			libraryName: byName('Contract templates'),
			documentId: 1,
			...json({ DocumentStatus: 'Approved' }),
		},
		calls: 4,
		sends: call('POST /api/ListItem/Update', {
			body: {
				ListName: 'ContractTemplates',
				ListItemID: 1,
				FieldValues: [{ InternalFieldName: 'DocumentStatus', Value: 'Approved' }],
			},
			site: projectSiteUrl,
		}),
		gives: [{ DocumentId: 1 }],
	},
];
