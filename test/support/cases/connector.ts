import type { INodeParameters } from 'n8n-workflow';

import { call } from '../../../nodes/api/call';
import { ids, offerUrl, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { byId, document, json, ofDocument, onProject, type Case } from './case';

export const createLogEntry: [string, INodeParameters] = [
	'digitalSignature.createLogEntry',
	{
		transactionId: 't/1',
		signingProvider: 'Penneo',
		...onProject,
		totalSigningCount: 1,
		totalAppendixCount: 0,
	},
];
export const addDocument: [string, INodeParameters] = [
	'digitalSignature.addDocument',
	{
		transactionId: 't/1',
		...document,
		setPropertiesBehaviour: 'ReturnOnErrors',
		declareAsRecordBehaviour: 'DoNotDeclare',
		signingType: 'StandardSigning',
	},
];

/** The operations that the vendor's connector has too. */
export const connectorCases: Case[] = [
	{
		operation: 'businessModule.getAll',
		parameters: { returnAll: false, limit: 2 },
		sends: call('GET /api/BusinessModules'),
		gives: [
			expect.objectContaining({ Title: 'Companies' }),
			expect.objectContaining({ Title: 'Projects' }),
		],
	},
	{
		operation: 'businessModule.getActions',
		parameters: { businessModule: byId(ids.projects) },
		sends: call('GET /api/BusinessModules/{id}/Actions', { path: { id: ids.projects } }),
		gives: [{ Title: 'Archive project', Id: ids.actions.archiveProject }],
	},
	{
		operation: 'businessModule.getTriggers',
		parameters: { businessModule: byId(ids.companies) },
		sends: call('GET /api/BusinessModules/{id}/Triggers', { path: { id: ids.companies } }),
		gives: [
			{ Title: 'Company created', Id: ids.triggers.companyCreated },
			{ Title: 'Company created (email only)', Id: ids.triggers.companyCreatedSilently },
		],
	},
	{
		operation: 'entity.create',
		parameters: {
			businessModule: byId(ids.companies),
			createSite: true,
			...json({ Title: 'Adatum' }),
		},
		sends: call('POST /api/Entity/{businessModuleId}/Create/{createSite}', {
			path: { businessModuleId: ids.companies, createSite: true },
			body: { Title: 'Adatum' },
		}),
		gives: [{ EntityId: 3 }],
	},
	{
		operation: 'entity.update',
		parameters: { ...onProject, ...json({ Hours: 500 }) },
		sends: call('POST /api/Entity/{businessModuleId}/Update/{entityId}', {
			path: { businessModuleId: ids.projects, entityId: ids.newIntranet },
			body: { Hours: 500 },
		}),
		gives: [{ EntityId: ids.newIntranet }],
	},
	{
		operation: 'entity.copy',
		parameters: { ...onProject, ...json({}) },
		sends: call('POST /api/Entity/{businessModuleId}/Copy/{sourceEntityId}', {
			path: { businessModuleId: ids.projects, sourceEntityId: ids.newIntranet },
			body: {},
		}),
		gives: [{ EntityId: 4 }],
	},
	{
		operation: 'entity.move',
		parameters: {
			...onProject,
			targetBusinessModule: byId(ids.cases),
			targetContentType: byId(ids.stages.caseOpen),
			validateOnly: true,
			includeProgressLog: true,
			runAsJob: false,
		},
		sends: call('POST /api/Entity/Move', {
			body: {
				SourceEntityListID: ids.projects,
				SourceEntityID: ids.newIntranet,
				TargetEntityListID: ids.cases,
				TargetEntityContentTypeID: ids.stages.caseOpen,
				ValidateOnly: true,
				IncludeProgressLogInResult: true,
				RunAsJob: false,
			},
		}),
		gives: [expect.objectContaining({ Ok: true, ProgressLog: expect.any(String) })],
	},
	{
		operation: 'entity.changeStage',
		parameters: {
			...onProject,
			stage: byId(ids.stages.planning),
		},
		sends: call('POST /api/ListItem/ChangeStage', {
			body: {
				EntityListId: ids.projects,
				EntityItemId: ids.newIntranet,
				StageId: ids.stages.planning,
				OverrideConstraints: 'NoOverride',
				OverrideRequiredFields: false,
			},
		}),
		gives: [
			{
				StageChanged: true,
				EntityId: ids.newIntranet,
				BusinessModuleId: ids.projects,
				StageId: ids.stages.planning,
			},
		],
	},
	{
		operation: 'entity.changeStageAndSetFields',
		notByDefault: ['options'],
		parameters: {
			...onProject,
			entity: byId(ids.warehouseMove),
			stage: byId(ids.stages.execution),
			options: { overrideConstraints: 'OverrideWarnings', overrideRequiredFields: true },
			...json({ Budget: 1 }),
		},
		sends: call(
			'POST /api/Entity/{businessModuleId}/ChangeStage/{entityId}/{stageId}/{overrideConstraints}/{overrideRequiredFields}',
			{
				path: {
					businessModuleId: ids.projects,
					entityId: ids.warehouseMove,
					stageId: ids.stages.execution,
					overrideConstraints: 'OverrideWarnings',
					overrideRequiredFields: true,
				},
				body: { Budget: 1 },
			},
		),
		gives: [
			{
				StageChanged: true,
				EntityId: ids.warehouseMove,
				BusinessModuleId: ids.projects,
				StageId: ids.stages.execution,
			},
		],
	},
	{
		operation: 'entity.executeAction',
		parameters: { ...onProject, workPointAction: byId(ids.actions.archiveProject) },
		sends: call('POST /api/BusinessModules/{bmId}/Actions/{actionId}/Run', {
			path: { bmId: ids.projects, actionId: ids.actions.archiveProject },
			query: { entityId: ids.newIntranet },
		}),
		gives: [{ JobId: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
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
		operation: 'digitalSignature.createLogEntry',
		parameters: { ...createLogEntry[1], additionalFields: { logTitle: 'Offer' } },
		sends: call('POST /api/Document/DigitalSignatureCreateLogEntryForTransaction', {
			body: {
				TransactionID: 't/1',
				SigningProvider: 'Penneo',
				LogTitle: 'Offer',
				BusinessModuleID: ids.projects,
				EntityID: ids.newIntranet,
				TotalSigningCount: 1,
				TotalAppendixCount: 0,
			},
		}),
		gives: [{ success: true }],
	},
	{
		operation: 'digitalSignature.getLogEntry',
		after: [createLogEntry],
		parameters: { transactionId: 't/1' },
		sends: call('GET /api/Document/DigitalSignatureLogEntry/{transactionID}', {
			path: { transactionID: 't/1' },
		}),
		gives: [
			expect.objectContaining({
				TransactionID: 't/1',
				SigningStatus: 'InProgress',
				EntityTitle: 'New intranet',
			}),
		],
	},
	{
		operation: 'digitalSignature.addDocument',
		after: [createLogEntry],
		parameters: addDocument[1],
		sends: call('POST /api/Document/DigitalSignatureAddDocumentToTransaction', {
			body: {
				TransactionID: 't/1',
				DocumentSiteUrl: projectSiteUrl,
				DocumentUrl: offerUrl,
				SigningSetPropertiesBehaviour: 'ReturnOnErrors',
				SigningDeclareAsRecordBehaviour: 'DoNotDeclare',
				SigningType: 'StandardSigning',
			},
		}),
		gives: [
			expect.objectContaining({
				Errors: [],
				PdfServerRelativeUrl: '/sites/project-1/Shared Documents/Offer.pdf',
			}),
		],
	},
	{
		operation: 'digitalSignature.completeDocument',
		after: [createLogEntry, addDocument],
		parameters: {
			transactionId: 't/1',
			binaryPropertyName: 'data',
			signingStatus: 'Signed',
			undeclareOriginal: false,
		},
		sends: call('POST /api/Document/DigitalSignatureCompleteDocumentInTransaction', {
			body: {
				TransactionID: 't/1',
				FileName: 'Offer.pdf',
				SignedPdfBytes: expect.stringMatching(/^JVBERi0/),
				SigningStatus: 'Signed',
				UndeclareOriginalDocumentOrAppendixFileAsRecord: false,
			},
		}),
		gives: [{ Errors: [] }],
	},
	{
		operation: 'digitalSignature.completeDocumentFromBase64',
		after: [createLogEntry, addDocument],
		parameters: {
			transactionId: 't/1',
			fileName: 'Offer.pdf',
			signedPdfBase64: '={{ $json.base64 }}',
			signingStatus: 'Approved',
			undeclareOriginal: false,
			additionalFields: { message: 'By email' },
		},
		sends: call('POST /api/Document/DigitalSignatureBase64CompleteDocumentInTransaction', {
			body: {
				TransactionID: 't/1',
				FileName: 'Offer.pdf',
				SignedPdfBase64String: expect.stringMatching(/^JVBERi0/),
				SigningStatus: 'Approved',
				UndeclareOriginalDocumentOrAppendixFileAsRecord: false,
				Message: 'By email',
			},
		}),
		gives: [{ Errors: [] }],
	},
	{
		operation: 'digitalSignature.generateXwsseHeader',
		parameters: { signInWith: 'fields', userName: 'key', password: 'secret' },
		sends: call('POST /api/Document/DigitalSignatureGenerateXwsseHeader', {
			body: { UserName: 'key', Password: 'secret' },
		}),
		gives: [{ XwsseHeader: expect.stringMatching(/^UsernameToken Username="key"/) }],
	},
	{
		operation: 'digitalSignature.getUnixTime',
		parameters: {},
		sends: call('GET /api/Document/DigitalSignatureUnixTimeMilliseconds'),
		gives: [{ Milliseconds: expect.any(Number) }],
	},
	{
		operation: 'siteCollection.register',
		parameters: {
			serverRelativeUrl: '/sites/bucket-1',
			businessModule: byId(ids.projects),
			siteCollectionType: 'Bucket',
		},
		sends: call('POST /api/SiteManagement/RegisterSiteCollection', {
			body: {
				ServerRelativeUrl: '/sites/bucket-1',
				SiteCollectionType: 'Bucket',
				AssignedToBusinessModuleId: ids.projects,
			},
		}),
		gives: [{ Registered: true }],
	},
	{
		operation: 'integrationParameter.get',
		parameters: { identifier: ids.powerAppParameter },
		sends: call('GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}', {
			path: { identifier: ids.powerAppParameter },
		}),
		gives: [
			expect.objectContaining({ Entity: expect.objectContaining({ Title: 'New intranet' }) }),
		],
	},
];
