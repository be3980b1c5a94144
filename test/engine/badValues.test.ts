import type { INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../n8n/n8nEngine';
import { byId } from '../../n8n/workflow';
import type { Sandbox } from '../../sandbox';
import { ids, offerUrl, projectSiteUrl } from '../../sandbox/tenant/seed';
import { createCompany as create } from '../support/cases/case';
import { runNode, workPointNode, type Result } from '../support/runNode';
import { sandboxForEach } from '../support/sandboxForEach';

/** An ID that comes from an expression, which the editor cannot check. */
const byExpression = (value: string) => ({ __rl: true, mode: 'id', value: `={{ '${value}' }}` });

const getActions = {
	resource: 'businessModule',
	operation: 'getActions',
	businessModule: byId(ids.projects),
};
const update: INodeParameters = {
	resource: 'entity',
	operation: 'update',
	businessModule: byId(ids.projects),
	entity: '={{ { __rl: true, mode: "id", value: $json.id } }}',
	specifyFields: 'json',
	fieldsJson: '={{ { Hours: $json.hours } }}',
};

let sandbox: Sandbox;
let credentials: TestCredentials;

sandboxForEach((started) => {
	sandbox = started;
	credentials = new TestCredentials(sandbox.connection);
});

async function run(parameters: INodeParameters): Promise<Result> {
	return await runNode(workPointNode(parameters), credentials);
}

describe('a bad value is refused before any call', () => {
	const document = {
		resource: 'document',
		operation: 'declareAsRecord',
		documentOf: 'site',
		documentSiteUrl: projectSiteUrl,
		documentUrl: offerUrl,
	};
	const complete = {
		resource: 'digitalSignature',
		transactionId: 't',
		signingStatus: 'Signed',
		undeclareOriginal: false,
	};
	const merge = {
		resource: 'document',
		operation: 'createFromTemplate',
		businessModule: byId(ids.projects),
		entity: byId(1),
		templateId: '1',
		includeHtml: false,
		includeFile: true,
		binaryPropertyName: 'data',
	};
	test.each<[what: string, parameters: INodeParameters, message: string]>([
		[
			'a module that is neither an ID nor a name',
			{ ...getActions, businessModule: { __rl: true, mode: 'id', value: '={{ { Id: 1 } }}' } },
			"'Business Module' is not an ID or a name",
		],
		[
			'an export ID that is no positive whole number',
			{ resource: 'solution', operation: 'downloadExport', exportId: '0', binaryPropertyName: 'a' },
			"'Export ID' is not a positive whole number",
		],
		[
			'an entity ID that is no positive whole number',
			{ ...update, entity: byExpression('0') },
			"'Entity' is not a positive whole number",
		],
		[
			'a synchronization of nothing, which would do nothing',
			{
				...update,
				operation: 'synchronizeFromMasterSite',
				entity: byExpression('1'),
				parts: [],
			},
			"'Parts' is empty",
		],
		[
			'a stage that is blank',
			{
				...update,
				operation: 'changeStage',
				entity: byId(1),
				stage: byExpression(' '),
			},
			"'Stage' is not an ID or a name",
		],
		[
			'a relative URL',
			{ ...document, documentUrl: '/sites/x/Offer.docx' },
			"'Document' is not an absolute https address",
		],
		[
			'a URL that is not https',
			{ ...document, documentSiteUrl: 'http://contoso.sharepoint.com' },
			"'Document Site URL' is not the URL of a site",
		],
		[
			'a missing file',
			{ ...complete, operation: 'completeDocument', binaryPropertyName: 'pdf' },
			`'Input Data Field Name' names no file: the item has no binary field "pdf"`,
		],
		[
			'base64 that is none',
			{
				...complete,
				operation: 'completeDocumentFromBase64',
				fileName: 'a.pdf',
				signedPdfBase64: 'no base64!',
			},
			"'Signed PDF (Base64)' is not base64",
		],
		[
			'a path value that leads elsewhere',
			{ ...complete, operation: 'getLogEntry', transactionId: '..' },
			`'Transaction ID' is ".."`,
		],
		[
			'a path value of one dot',
			{ resource: 'integrationParameter', operation: 'get', identifier: ' . ' },
			`'Identifier' is "."`,
		],
		[
			'half of a surrogate pair in the path',
			{ ...complete, operation: 'getLogEntry', transactionId: '={{ "\\ud83d" }}' },
			"'Transaction ID' contains half of a surrogate pair",
		],
		[
			'half of a surrogate pair in the query',
			{ ...document, documentUrl: `={{ "${offerUrl}\\ud83d" }}` },
			"'Document' is not an absolute https address",
		],
		[
			'a line break in an address',
			{ ...document, documentUrl: '={{ "https://contoso\\n.sharepoint.com/a.docx" }}' },
			"'Document' is not an absolute https address",
		],
		[
			'a header that starts another',
			{
				...update,
				operation: 'executeAction',
				entity: byId(1),
				workPointAction: byId(ids.actions.archiveProject),
				additionalFields: { jobQueue: '={{ "Integration\\r\\nX-Y: z" }}' },
			},
			"'Job Queue' contains characters that a header cannot hold",
		],
		[
			'a header beyond ASCII',
			{
				...update,
				operation: 'executeAction',
				entity: byId(1),
				workPointAction: byId(ids.actions.archiveProject),
				additionalFields: { jobQueue: 'Łódź' },
			},
			"'Job Queue' contains characters that a header cannot hold",
		],
		...[0, 51, 1.5, 'NaN', '1e1'].map((concurrency): [string, INodeParameters, string] => [
			`a concurrency of ${concurrency}`,
			{ ...getActions, options: { concurrency } },
			"'Concurrency' is not a whole number from 1 to 50",
		]),
		...[0, 3_601, -1].map((timeout): [string, INodeParameters, string] => [
			`a time-out of ${timeout} seconds`,
			{ ...getActions, options: { timeout } },
			"'Timeout' is not a whole number from 1 to 3600",
		]),
		...[0, 1_000_001, '1e9'].map((limit): [string, INodeParameters, string] => [
			`a limit of ${limit}`,
			{ resource: 'businessModule', operation: 'getAll', returnAll: false, limit },
			"'Limit' is not a whole number from 1 to 1000000",
		]),
		[
			'half a common-fields pair',
			{ ...merge, additionalFields: { commonFieldsEntity: byId(1) } },
			"'Common Fields Business Module' is missing",
		],
		[
			'an empty text',
			{ ...complete, operation: 'getLogEntry', transactionId: ' ' },
			"'Transaction ID' is empty",
		],
		[
			'an unknown choice',
			{
				...complete,
				operation: 'completeDocumentFromBase64',
				fileName: 'a.pdf',
				signedPdfBase64: 'JVBE',
				signingStatus: 'Done',
			},
			"'Signing Status' is not one of the options",
		],
		[
			'a number that is none',
			{ resource: 'businessModule', operation: 'getAll', returnAll: false, limit: 'many' },
			"'Limit' is not a whole number from 1 to 1000000",
		],
		[
			'a switch that is neither true nor false',
			{ ...create, createSite: 'perhaps', fieldsJson: '{"Title":"x"}' },
			"'Create Site' is neither true nor false",
		],
		['JSON that is none', { ...create, fieldsJson: '{' }, "'Fields (JSON)' is not valid JSON"],
		[
			'a mapping without values',
			{ ...create, specifyFields: 'mapping', fields: { mappingMode: 'defineBelow', value: {} } },
			"'Fields' has no values",
		],
		[
			'a server-relative URL that is none',
			{
				resource: 'siteCollection',
				operation: 'register',
				serverRelativeUrl: 'sites/x',
				businessModule: byId(ids.projects),
				siteCollectionType: 'Bucket',
			},
			"'Server-Relative URL' is not a server-relative URL",
		],
		[
			'a site URL that is none',
			{ ...getActions, options: { siteUrl: 'WorkPoint' } },
			"'WorkPoint Site URL' is not an absolute https address",
		],
	])('%s', async (_what, parameters, message) => {
		const { error } = await run(parameters);
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toEqual([]);
		expect(sandbox.signIn.issued).toBe(0);
	});

	test('a mistyped ID is refused by the editor and by the engine, before the node runs', async () => {
		await expect(run({ ...update, entity: byId('x') })).rejects.toThrow(
			"'Entity' is not a positive whole number",
		);
		expect(sandbox.requests).toEqual([]);
	});

	test.each([
		['WorkPoint Site URL', { siteUrl: 'http://contoso.sharepoint.com/sites/WorkPoint' }],
		['API Base URL', { apiBaseUrl: 'http://api.workpoint365.com' }],
		['Sign-in URL', { loginUrl: 'http://login.microsoftonline.com' }],
	])('an address in the credential that does not use https: %s', async (label, change) => {
		credentials = new TestCredentials({ ...sandbox.connection, ...change });
		const { error } = await run(getActions);
		expect(error?.message).toBe(`'${label}' in the credential is not an https address`);
		expect(sandbox.signIn.issued).toBe(0);
	});

	test('a tenant that an application cannot use', async () => {
		credentials = new TestCredentials({ ...sandbox.connection, tenantId: 'common' });
		const { error } = await run(getActions);
		expect(error?.message).toBe(
			`'Tenant ID' in the credential is "common", which an application cannot use to sign in`,
		);
		expect(sandbox.signIn.issued).toBe(0);
	});
});
