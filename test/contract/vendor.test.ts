/** Holds the contract against the vendor's own swagger, where a copy of it lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	type ApiDocument,
	contract,
	contractText,
	everyObject,
	operationsOf,
	root,
	type Schema,
} from '../../contract/contractDocument';
import { differences, factsOf, factsOfSchema } from '../support/contractFacts';

const folder = join(root, '..', 'shared', 'vendor-api');

function vendorSwagger(version: string): ApiDocument {
	const file = join(folder, `workpoint-connector-${version}.swagger.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as ApiDocument;
}

const library = "the vendor's client library has it";
const framework = "the vendor's webhook framework has it";

type Difference = [where: RegExp, reason: string];

/** One entry for each member that the answer of an operation has beyond the swagger. */
const beyond = (operation: string, members: string[], reason: string): Difference[] =>
	members.map((member) => [
		new RegExp(`${operation} (200|201)(\\[\\])?\\.${member}\\b\\S*: nothing → `),
		reason,
	]);

/** Where the contract departs from the swagger on purpose. Each line must match something, or it is stale. */
const deliberate: Difference[] = [
	[/ header WorkPointClient: nothing → optional string$/, library],
	[/ \S+\/Run header WorkPointJobQueue: nothing → optional string$/, library],
	[/ \S+\/Move header WorkPointJobQueue: nothing → optional string$/, library],
	[
		/\/Run 200: required string → required any of several$/,
		'the queueing calls answer an object with the job ID; reading takes both',
	],
	[
		/BusinessModules\/\{id\} path id: required string → required string uuid$/,
		'a module ID is a GUID; the two routes below this one say so',
	],
	[
		/ path entityId: required integer → required integer int32$/,
		'entity IDs are int32 everywhere else',
	],
	[
		/ body\.SigningDeclareAsRecordBehaviour: required string one of .* → required string one of DeclareAppendix /,
		'the client library of 2025 has a fifth name',
	],
	[/ body\.SignedPdfBytes: required string binary → required string$/, 'it is base64 on the wire'],
	[/ 200\.Bytes: required string byte → optional string$/, 'said by contentEncoding instead'],
	[
		/ 20[01][^ :]*: required (.+) → optional \1$/,
		'members of answers may be missing: the reader is tolerant',
	],
	[
		/ListItem\/ChangeStage body\.(StageModelId|SubStageTermId|FieldValues)\b\S*: nothing → /,
		library,
	],
	...beyond(
		'BusinessModules\\S*',
		[
			'ListUrl',
			'TitleResources',
			'EntityNameResource',
			'StageSettings',
			'MasterSiteSettings',
			'FieldMappingsSettings',
			'ClientSettings',
			'Express365PresentationLayoutFields',
		],
		library,
	),
	...beyond(
		'GetPowerAppAndFlowParameter\\S*',
		['Properties', 'Documents\\[\\]\\.WebRelativeUrl'],
		library,
	),
	...beyond(
		'GetEntityFieldSchema',
		['jsonItems'],
		'the swagger names the member in its extensions only',
	),
	...beyond(
		'webhook\\S*',
		['WebHookUri', 'Secret', 'Filters', 'Headers'],
		`${framework}, and answers it`,
	),
	[
		/ 20[01](\[\])?\.Properties\.\w+: required string( uuid)? → optional string$/,
		'they come as the registrar spelled them, or not at all; other programs register too',
	],
	[/ body\.Secret: nothing → optional string$/, framework],
	[/ body\.Filters: nothing → optional array$/, framework],
	[/ body\.Filters\[\]: nothing → required string$/, framework],
	[/ body\.Headers: nothing → optional object$/, framework],
	[
		/POST \S+ body\.Properties\.WorkPointUrl: nothing → optional string$/,
		'1.3 dropped it from registering; it is sent on both routes',
	],
	[
		/ body\.Properties\.WorkPointUrl: required string → optional string$/,
		'1.3 dropped it from registering; one body serves both routes',
	],
	[
		/PUT \S+ body\.Id: optional string → required string$/,
		'the framework refuses a replacement without it',
	],
	[
		/PUT \S+ body\.WebHookUri: nothing → required string$/,
		'the framework refuses a replacement without it',
	],
	[
		/webhooks\/registrations\S* operationId: (\w+) → \1_registrations$/,
		'both routes are in one document, where an ID can stand once',
	],
	[
		/webhooks\/registrations\S* header WorkPoint365Url: nothing → required string$/,
		"this package sends it on every call, and so does the vendor's client library",
	],
];

const whenThere = existsSync(folder) ? describe : describe.skip;

whenThere("the vendor's swagger (skipped unless ../shared/vendor-api holds it)", () => {
	const latest = existsSync(folder) ? vendorSwagger('1.3') : { paths: {} };
	const older = existsSync(folder) ? vendorSwagger('1.2') : { paths: {} };
	const ours = new Map(operationsOf(contract).map((operation) => [operation.name, operation]));
	const theirs = [
		...operationsOf(latest).map((operation) => ({ vendor: latest, operation })),
		...operationsOf(older)
			.filter(({ name }) => name.includes('/api/webhooks/registrations'))
			.map((operation) => ({ vendor: older, operation })),
	];
	const found = theirs.flatMap(({ vendor, operation }) => {
		const own = ours.get(operation.name);
		return own === undefined
			? []
			: differences(operation.name, factsOf(vendor, operation), factsOf(contract, own));
	});

	it('has no operation that is missing from the contract', () => {
		expect(theirs).toHaveLength(38);
		expect(theirs.map(({ operation }) => operation.name).filter((name) => !ours.has(name))).toEqual(
			[],
		);
	});

	it('has every operation that the contract attributes to it', () => {
		const names = new Set(theirs.map(({ operation }) => operation.name));
		const claimed = operationsOf(contract).filter(({ operation }) =>
			operation['x-evidence']?.source?.startsWith('connector swagger'),
		);
		expect(claimed.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
	});

	it('agrees on IDs, parameters, bodies and answers, except for deliberate deviations', () => {
		const unexplained = found.filter((line) => !deliberate.some(([where]) => where.test(line)));
		expect(unexplained).toEqual([]);
	});

	it.each(deliberate)('still differs at %s, because %s', (where) => {
		expect(found.some((line) => where.test(line))).toBe(true);
	});

	it('agrees on the notification', () => {
		const route = latest.paths['/api/webhookproxy'] as unknown as Record<
			string,
			{ schema: Schema }
		>;
		const declared = route['x-ms-notification-content']?.schema ?? {};
		const body = contract.webhooks?.notification?.post?.requestBody?.content['application/json'];
		const members = ['Id', 'Attempt', 'Properties', 'Notifications'];
		expect(
			differences(
				'notification',
				factsOfSchema(latest, 'body', declared),
				factsOfSchema(contract, 'body', body?.schema ?? {}),
			),
			// The sender always writes these, as its source shows; the swagger marks nothing as required.
		).toEqual(
			members.map((member) =>
				expect.stringMatching(`body.${member}: optional (.+) → required \\1$`),
			),
		);
	});

	it('agrees on the parameter for apps and flows, which it defines without a route', () => {
		const name = 'WorkPoint365.WebAPI.Model.ConstructPowerAppAndFlowParameter';
		const own = contract.components?.schemas.ConstructAppAndFlowParameter;
		expect(
			differences(
				'definition',
				factsOfSchema(latest, 'body', latest.definitions?.[name] ?? {}),
				factsOfSchema(contract, 'body', own ?? {}),
			),
		).toEqual([]);
	});

	it('shares no sentence with the contract', () => {
		const sentences = everyObject([latest, older]).flatMap(({ summary, description }) =>
			[summary, description].filter(
				(text): text is string => typeof text === 'string' && text.split(' ').length >= 4,
			),
		);
		expect(sentences.length).toBeGreaterThan(50);
		const text = contractText.toLowerCase();
		expect(sentences.filter((sentence) => text.includes(sentence.toLowerCase()))).toEqual([]);
	});
});
