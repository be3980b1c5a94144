import { expect } from 'expect';

import { byId } from '../../../n8n/workflow';
import { call } from '../../../nodes/api/call';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { ids, offerUrl, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { anyPdf, byName, document, json, ofDocument, onProject, type Case } from './case';

const library = { libraryOf: 'entity', ...onProject, libraryName: byName('Documents') };

export const documentCases: Case[] = [
	{
		operation: 'document.getAll',
		parameters: {
			...library,
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
		parameters: { ...library, documentId: 1, simplify: true },
		calls: 4,
		sends: call('GET /api/List/{listId}/Item/{itemId}', {
			path: { listId: listIds.documents, itemId: 1 },
			site: projectSiteUrl,
		}),
		gives: [expect.objectContaining({ ID: 1, FileName: 'Offer.docx' })],
	},
	{
		operation: 'document.upload',
		parameters: {
			...library,
			binaryPropertyName: 'data',
			overwrite: false,
			additionalFields: { fileName: 'Contract & terms.pdf', folderUrl: 'Contracts' },
		},
		calls: 3,
		sends: call('POST /api/List/{listName}/UploadFile', {
			path: { listName: 'Documents' },
			query: { overwrite: false, folderUrl: '/sites/project-1/Shared Documents/Contracts' },
			body: { FileName: 'Contract & terms.pdf', FileBytes: anyPdf },
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
		operation: 'document.createFromTemplate',
		parameters: {
			...onProject,
			templateId: ids.template,
			includeHtml: true,
			includeFile: true,
			binaryPropertyName: 'letter',
			additionalFields: {
				commonFieldsBusinessModule: byId(ids.companies),
				commonFieldsEntity: byId(2),
			},
		},
		sends: call('GET /api/MailMerge/GetMailMergedWordDocument', {
			query: {
				businessModuleID: ids.projects,
				entityID: ids.newIntranet,
				templateID: Number(ids.template),
				includeHtml: true,
				includeBytes: true,
				commonFieldsBusinessModuleID: ids.companies,
				commonFieldsEntityID: 2,
			},
		}),
		gives: [
			expect.objectContaining({
				FileName: 'Letter 2.docx',
				Ok: true,
				Html: expect.stringContaining('Nordsee Logistik GmbH'),
			}),
		],
	},
	{
		operation: 'document.createFromTemplateAsHtml',
		parameters: { ...onProject, templateId: ids.template },
		sends: call('GET /api/MailMerge/GetMailMergedWordDocumentAsHtml', {
			query: {
				businessModuleID: ids.projects,
				entityID: ids.newIntranet,
				templateID: Number(ids.template),
			},
		}),
		gives: [expect.objectContaining({ Subject: 'Letter to New intranet', Ok: true })],
	},
	{
		operation: 'document.convertToPdf',
		parameters: {
			...document,
			outputExistsBehaviour: 'Overwrite',
			additionalFields: {
				outputUrl: `${projectSiteUrl}/Shared Documents/Offer 1.pdf`,
				pdfFormat: 'PDF_A_2B',
			},
		},
		sends: call('POST /api/Document/ConvertToPdfAndSaveOutput', {
			body: {
				DocumentSiteUrl: projectSiteUrl,
				DocumentUrl: offerUrl,
				OutputSiteUrl: projectSiteUrl,
				OutputUrl: `${projectSiteUrl}/Shared Documents/Offer 1.pdf`,
				OutputExistsBehaviour: 'Overwrite',
				PdfFormat: 'PDF_A_2B',
			},
		}),
		gives: [
			{
				success: true,
				FileName: 'Offer 1.pdf',
				FileUrl: `${projectSiteUrl}/Shared Documents/Offer 1.pdf`,
				SiteUrl: projectSiteUrl,
			},
		],
	},
	{
		operation: 'document.declareAsRecord',
		parameters: document,
		sends: call('POST /api/RecordManagement/Declare', {
			query: { siteUrl: projectSiteUrl, documentUrl: offerUrl },
		}),
		gives: [{ success: true, ...ofDocument }],
	},
	{
		operation: 'document.undeclareAsRecord',
		after: [['document.declareAsRecord', document]],
		parameters: document,
		sends: call('POST /api/RecordManagement/Undeclare', {
			query: { siteUrl: projectSiteUrl, documentUrl: offerUrl },
		}),
		gives: [{ success: true, ...ofDocument }],
	},
	{
		operation: 'document.update',
		parameters: {
			...library,
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
