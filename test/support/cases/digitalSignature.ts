import { expect } from 'expect';

import { call } from '../../../nodes/api/call';
import { ids, offerUrl, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { addDocument, anyPdf, createLogEntry, type Case } from './case';

export const digitalSignatureCases: Case[] = [
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
				SignedPdfBytes: anyPdf,
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
				SignedPdfBase64String: anyPdf,
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
];
