import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import type { Fault } from '../../sandbox/faults';
import { ids, offerUrl, otherSiteUrl, projectSiteUrl } from '../../sandbox/seed';
import {
	createCompany as create,
	runNode,
	TestCredentials,
	workPointNode,
	type Result,
} from './workflow';

const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });
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
const continueOnFail: Partial<INode> = { onError: 'continueRegularOutput' };

let sandbox: Sandbox;
let credentials: TestCredentials;

beforeEach(async () => {
	sandbox = await startSandbox();
	credentials = new TestCredentials(sandbox.connection);
});

afterEach(async () => {
	await sandbox.stop();
});

async function run(
	parameters: INodeParameters,
	input?: IDataObject[],
	settings?: Partial<INode>,
): Promise<Result> {
	return await runNode(workPointNode(parameters, settings), credentials, input);
}

describe('items', () => {
	test('keep their order and pairing while several are under way', async () => {
		const input = Array.from({ length: 20 }, (_, i) => ({ title: `Company ${i}` }));
		const { items } = await run(create, input);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		for (const [i, { json }] of items.entries()) {
			const entity = sandbox.state.module(ids.companies).entities.get(Number(json.EntityId));
			expect(entity?.values.Title).toBe(`Company ${i}`);
		}
	});

	test('of the same entity never overtake each other', async () => {
		sandbox.faults.add({
			path: 'Update/1',
			times: 1,
			answer: { status: 429, headers: { 'Retry-After': '1' } },
		});
		const input = [1, 2, 3, 4].map((hours) => ({ id: 1, hours }));
		const { error } = await run(update, input);
		expect(error).toBeUndefined();
		const sent = sandbox.requests
			.filter(({ status }) => status === 200)
			.map(({ body }) => (body as { Hours: number }).Hours);
		expect(sent).toEqual([1, 2, 3, 4]);
	});

	test('share one access token, because the first goes alone', async () => {
		await run(
			getActions,
			Array.from({ length: 10 }, () => ({})),
		);
		expect(sandbox.signIn.issued).toBe(1);
	});

	test('make exactly one call each, and the credential itself is read once', async () => {
		const count = 10;
		await run(
			getActions,
			Array.from({ length: count }, () => ({})),
		);
		expect(sandbox.requests).toHaveLength(count);
		// Once for our own settings; the others are n8n signing each call.
		expect(credentials.reads).toBe(count + 1);
	});

	test('after a failed one go on with Continue On Fail, and the error stays with its item', async () => {
		const { json, items, error } = await run(
			update,
			[
				{ id: 1, hours: 1 },
				{ id: 99, hours: 1 },
				{ id: 2, hours: 1 },
			],
			continueOnFail,
		);
		expect(error).toBeUndefined();
		expect(json[0]).toEqual({ EntityId: 1 });
		expect(json[1]?.error).toBe(
			'Item with id 99 does not exist in Projects. It may have been deleted.',
		);
		expect(json[2]).toEqual({ EntityId: 2 });
		expect(items[1]?.pairedItem).toEqual({ item: 1 });
	});

	test('under way are waited for when one fails, and the error tells how many were carried out', async () => {
		const { error } = await run(update, [
			{ id: 1, hours: 1 },
			{ id: 99, hours: 1 },
			{ id: 2, hours: 1 },
		]);
		expect(error?.message).toContain('Item with id 99 does not exist');
		expect(error?.description).toMatch(/(1|2) of 3 items had been carried out/);
	});

	test('can address another site than the credential', async () => {
		await run({ ...getActions, options: { siteUrl: otherSiteUrl } });
		expect(sandbox.requests.at(-1)?.headers.workpoint365url).toBe(otherSiteUrl);
	});

	test('none in, none out, no call', async () => {
		const { items } = await run(getActions, []);
		expect(items).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});
});

test('an entity is copied as it is when nothing is mapped', async () => {
	const { json } = await run({
		...update,
		operation: 'copy',
		entity: byId(1),
		specifyFields: 'mapping',
		fields: { mappingMode: 'defineBelow', value: null },
	});
	expect(json).toEqual([{ EntityId: 3 }]);
	expect(sandbox.requests.at(-1)?.body).toEqual({});
});

describe('a bad value is refused before any call', () => {
	const document = {
		resource: 'document',
		operation: 'declareAsRecord',
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
			'a module ID that is no GUID',
			{ ...getActions, businessModule: byExpression('Projects') },
			"'Business Module' is not a GUID",
		],
		[
			'an entity ID that is no positive whole number',
			{ ...update, entity: byExpression('0') },
			"'Entity' is not a whole number from 1 on",
		],
		[
			'a stage ID that is none',
			{
				...update,
				operation: 'changeStage',
				entity: byId(1),
				stage: byExpression('Closed'),
				overrideConstraints: 'NoOverride',
				overrideRequiredFields: false,
			},
			"'Stage' is not a content type ID",
		],
		[
			'an action ID that is no GUID',
			{ ...update, operation: 'executeAction', entity: byId(1), workPointAction: byId('x') },
			"'Action' is not a GUID",
		],
		[
			'a relative URL',
			{ ...document, documentUrl: '/sites/x/Offer.docx' },
			"'Document URL' is not an absolute https address",
		],
		[
			'a URL that is not https',
			{ ...document, documentSiteUrl: 'http://contoso.sharepoint.com' },
			"'Document Site URL' is not an absolute https address",
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
			"'Signing Status' is not one of the choices",
		],
		[
			'a number that is none',
			{ resource: 'businessModule', operation: 'getAll', returnAll: false, limit: 'many' },
			"'Limit' is not a whole number from 1 on",
		],
		[
			'a switch that is neither true nor false',
			{ ...create, createSite: 'perhaps', fieldsJson: '{"Title":"x"}' },
			"'Create Site' is neither true nor false",
		],
		['JSON that is none', { ...create, fieldsJson: '{' }, "'Fields' is not valid JSON"],
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

	test.each([
		['WorkPoint Site URL', { siteUrl: 'http://contoso.sharepoint.com/sites/WorkPoint' }],
		['API Base URL', { apiBaseUrl: 'http://api.workpoint365.com' }],
		['Sign-in URL', { loginUrl: 'http://login.microsoftonline.com' }],
	])('an address in the credential that is not https: %s', async (label, change) => {
		credentials = new TestCredentials({ ...sandbox.connection, ...change });
		const { error } = await run(getActions);
		expect(error?.message).toBe(`'${label}' of the credential is not an https address`);
		expect(sandbox.signIn.issued).toBe(0);
	});

	test('a tenant that an application cannot use', async () => {
		credentials = new TestCredentials({ ...sandbox.connection, tenantId: 'common' });
		const { error } = await run(getActions);
		expect(error?.message).toBe(
			`'Tenant ID' of the credential is "common", which an application cannot use to sign in`,
		);
		expect(sandbox.signIn.issued).toBe(0);
	});
});

describe('what the service reports', () => {
	test.each<[what: string, answer: NonNullable<Fault['answer']>, message: string]>([
		[
			'model state',
			{
				status: 400,
				body: '{"Message":"The request is invalid.","ModelState":{"data.Title":["The Title field is required."]}}',
			},
			'The request is invalid. Title: The Title field is required.',
		],
		[
			'only Message',
			{ status: 403, body: '{"Message":"No licence for integration."}' },
			'No licence for integration.',
		],
		[
			'a web page',
			{
				status: 502,
				headers: { 'content-type': 'text/html' },
				body: '<html><head><title>Bad gateway</title></head></html>',
			},
			'WorkPoint answered 502 Bad Gateway with a web page: Bad gateway. WorkPoint may have carried out this call',
		],
		['nothing', { status: 404 }, 'WorkPoint answered 404 Not Found without saying why'],
		[
			'plain text',
			{ status: 409, headers: { 'content-type': 'text/plain' }, body: 'Save conflict' },
			'Save conflict',
		],
		[
			'a text with the letters of an errno',
			{ status: 500, body: '{"ExceptionMessage":"SitePermissions are missing"}' },
			'SitePermissions are missing',
		],
	])('%s reads well', async (_what, answer, message) => {
		sandbox.faults.add({ times: 10, answer });
		const { error } = await run(create, [{ title: 'x' }]);
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect(sandbox.requests).toHaveLength(1);
	});

	test('a 200 that says that it failed is a failed item, unless the option says otherwise', async () => {
		const add = {
			resource: 'digitalSignature',
			operation: 'addDocument',
			transactionId: 'unknown',
			documentSiteUrl: projectSiteUrl,
			documentUrl: offerUrl,
			setPropertiesBehaviour: 'ReturnOnErrors',
			declareAsRecordBehaviour: 'DoNotDeclare',
			signingType: 'StandardSigning',
		};
		const { error } = await run(add);
		expect(error?.message).toBe(
			'No log entry was found for transaction unknown. (LogEntryNotFound).',
		);
		const { json } = await run({ ...add, options: { failOnServiceErrors: false } });
		expect(json[0]?.Errors).toEqual([expect.objectContaining({ ErrorType: 'LogEntryNotFound' })]);
	});

	test.each([
		['a wrong secret', { clientSecret: 'wrong' }, /^Microsoft refused to sign in: AADSTS7000215/],
		[
			'an unknown application',
			{ clientId: 'wrong' },
			/^Microsoft refused to sign in: AADSTS700016/,
		],
		['an unknown tenant', { tenantId: 'wrong' }, /^Microsoft refused to sign in: AADSTS90002/],
		[
			'a wrong resource',
			{ resource: 'https://example.com/x' },
			/^Microsoft refused to sign in: AADSTS500011/,
		],
	])(
		'%s is told with the text of the sign-in service, after one try and without the secret',
		async (_what, change, message) => {
			credentials = new TestCredentials({ ...sandbox.connection, ...change });
			const { error } = await run(getActions);
			expect(error?.message).toMatch(message);
			expect(error?.description).toMatch(/credential/);
			expect(JSON.stringify(error)).not.toContain(sandbox.connection.clientSecret);
			expect(sandbox.requests).toEqual([]);
		},
	);
});
