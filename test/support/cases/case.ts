import { expect } from 'expect';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../../../n8n/workflow';
import type { Call } from '../../../nodes/api/call';
import { ids, offerUrl, projectSiteUrl } from '../../../sandbox/tenant/seed';

/** One operation, the call it sends and its output, against a sandbox that has just started. */
export interface Case {
	/** As `resource.operation`. */
	operation: string;
	/** For one item: `inputItem.ts`. */
	parameters: INodeParameters;
	/** Parameters whose default the service would refuse in this case. */
	notByDefault?: string[];
	/** Operations that run before it. */
	after?: Array<[operation: string, parameters: INodeParameters]>;
	/** The number of its calls; one by default. */
	calls?: number;
	/** The last of them, by its route in the contract. */
	sends: Call;
	gives: unknown;
}

export const byName = (value: string) => ({ __rl: true, mode: 'name', value });
export const json = (values: IDataObject) => ({
	specifyFields: 'json',
	fieldsJson: JSON.stringify(values),
});

export const companies = { businessModule: byId(ids.companies) };
export const onProject = { businessModule: byId(ids.projects), entity: byId(ids.newIntranet) };
/** The project in the query of a call. */
export const ofProject = { entityListID: ids.projects, entityID: ids.newIntranet };
export const someListId = '6a1f0c2e-0007-4000-8000-000000000001';
/** A document by its address, as text: its site is found. */
export const document = { documentUrl: offerUrl };
/** The output fields that identify it. */
export const ofDocument = { FileName: 'Offer.docx', FileUrl: offerUrl, SiteUrl: projectSiteUrl };
/** The output of an operation that starts a job. */
export const startedJob = [{ JobId: expect.stringMatching(/^[0-9a-f-]{36}$/) }];
/** In a body: the bytes of any PDF, in base64. */
export const anyPdf = expect.stringMatching(/^JVBERi0/) as unknown as string;

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

/** Creates a company for each item, with the item's title. */
export const createCompany: INodeParameters = {
	resource: 'entity',
	operation: 'create',
	...companies,
	createSite: false,
	specifyFields: 'json',
	fieldsJson: '={{ { Title: $json.title } }}',
};
/** Uploads the file `data` of each item to the project's site. */
export const uploadDocument: INodeParameters = {
	resource: 'document',
	operation: 'upload',
	libraryOf: 'site',
	librarySiteUrl: projectSiteUrl,
	libraryName: byName('Documents'),
	binaryPropertyName: 'data',
	overwrite: false,
};
