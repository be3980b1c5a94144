import express from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import {
	contract,
	everyObject,
	follow,
	operationsOf,
	readContract,
	root,
} from '../../contract/contractDocument';

const operations = [
	...operationsOf(contract),
	...operationsOf(contract, contract.webhooks ?? {}).map((operation) => ({
		...operation,
		name: `webhook ${operation.name}`,
	})),
];

describe('the contract', () => {
	it.each(operations)('describes $name and states where that is known from', ({ operation }) => {
		expect(operation.operationId).toMatch(/^\w+$/);
		expect(operation.summary).toMatch(/\S/);
		expect(operation.tags).toHaveLength(1);
		expect(operation['x-evidence']?.grade).toMatch(/^[ABC]$/);
		expect(operation['x-evidence']?.source).toMatch(/\S/);
	});

	it.each(operations)('specifies the response of $name', ({ operation }) => {
		const statuses = Object.keys(operation.responses);
		expect(statuses.filter((status) => status === '200' || status === '201')).toHaveLength(1);
		for (const response of Object.values(operation.responses)) follow(contract, response);
	});

	it.each(operations.filter(({ name }) => / \/api\//.test(name)))(
		'specifies how $name fails and that a header names the site',
		({ operation, parameters }) => {
			expect(Object.keys(operation.responses)).toEqual(
				expect.arrayContaining(['400', '401', '429', '503', 'default']),
			);
			expect(parameters).toContainEqual(
				expect.objectContaining({ name: 'WorkPoint365Url', in: 'header', required: true }),
			);
		},
	);

	it('gives each operation its own ID', () => {
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(ids).toHaveLength(new Set(ids).size);
	});

	it('keeps all guesses in one place, and marks what relies on them', () => {
		const marks = everyObject(contract).flatMap((object) =>
			[object['x-guess'] ?? []].flat().map(String),
		);
		expect([...new Set(marks)].sort()).toEqual(Object.keys(contract['x-guesses'] ?? {}).sort());
		for (const { operation } of operations)
			if (operation['x-evidence']?.grade === 'C') expect(operation['x-guess']).toBeDefined();
	});

	it.each(Object.entries(contract['x-guesses'] ?? {}))(
		'lists the alternatives to the guess %s',
		(name, { grade, guess, readings }) => {
			expect(grade).toMatch(/^[BC]$/);
			expect(guess).toMatch(/\.$/);
			for (const word of [name, ...Object.keys(readings)]) expect(word).toMatch(/^[a-z]\w+$/);
			expect(Object.keys(readings).length).toBeGreaterThan(1);
			for (const meaning of Object.values(readings)) expect(meaning).toMatch(/\S/);
		},
	);

	it('marks only GET calls as changing data despite their method', () => {
		const marked = operations.filter(({ operation }) => operation['x-changes']);
		expect(marked.length).toBeGreaterThan(0);
		for (const { name } of marked) expect(name).toMatch(/^GET /);
	});

	it('gives each name in an enumeration a number', () => {
		const enumerations = Object.entries(contract.components?.schemas ?? {}).filter(
			([, schema]) => schema.enum !== undefined,
		);
		expect(enumerations.length).toBeGreaterThan(10);
		for (const [, schema] of enumerations) {
			expect(Object.keys(schema['x-enum-values'] ?? {})).toEqual(schema.enum);
			const numbers = Object.values(schema['x-enum-values'] ?? {});
			expect(numbers).toHaveLength(new Set(numbers).size);
		}
	});

	it('has a use for each call: we make it, users see it, it is part of the connector, or it changes data', () => {
		const texts = ['nodes', 'credentials', 'docs'].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((file) => /\.(ts|md)$/.test(file))
				.map((file) => readFileSync(join(root, folder, file), 'utf8')),
		);
		const isNamed = (path: string) => texts.some((text) => text.includes(path));
		const unused = operationsOf(contract).filter(
			({ name, operation }) =>
				name.includes(' /api/') &&
				!isNamed(name.replace(/^\w+ /, '')) &&
				operation['x-changes'] !== true &&
				!operation['x-evidence']?.source?.startsWith('connector swagger'),
		);
		expect(unused.map(({ name }) => name)).toEqual([]);
	});

	it('has a use for each schema', () => {
		const references = everyObject(contract).map((object) => object.$ref);
		for (const name of Object.keys(contract.components?.schemas ?? {}))
			expect(references).toContain(`#/components/schemas/${name}`);
	});
});

describe('a server that validates against the contract', () => {
	const app = express();
	app.use(express.json({ strict: false }));
	app.use(
		OpenApiValidator.middleware({
			apiSpec: readContract() as unknown as OpenAPIV3.DocumentV3_1,
			validateApiSpec: true,
			validateSecurity: false,
			validateRequests: { allowUnknownQueryParameters: false },
		}),
	);
	app.use((_request, response) => {
		response.json({});
	});
	const report: express.ErrorRequestHandler = (
		error: { status?: number },
		_request,
		response,
		next,
	) => {
		if (response.headersSent) return next(error);
		response.status(error.status ?? 500).end();
	};
	app.use(report);
	let server: ReturnType<typeof app.listen>;
	beforeAll(async () => {
		await new Promise<void>((resolve) => {
			server = app.listen(0, '127.0.0.1', () => resolve());
		});
	});
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));

	const site = 'https://contoso.sharepoint.com/sites/WorkPoint';
	const module = '6a1f0c2e-1b2c-4d3e-8f90-a1b2c3d4e5f6';
	const stage = {
		EntityListId: module,
		EntityItemId: 42,
		StageId: '0x0100AB',
		OverrideConstraints: 'NoOverride',
		OverrideRequiredFields: false,
	};

	async function statusOf(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = { WorkPoint365Url: site },
	): Promise<number> {
		const { port } = server.address() as AddressInfo;
		const response = await fetch(`http://127.0.0.1:${port}${path}`, {
			method,
			headers: { ...headers, 'Content-Type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return response.status;
	}

	it('accepts a correct call', async () => {
		expect(await statusOf('GET', '/api/BusinessModules')).toBe(200);
		expect(await statusOf('POST', '/api/ListItem/ChangeStage', stage)).toBe(200);
		expect(await statusOf('POST', `/api/Entity/${module}/Create/true`, { Title: 'A' })).toBe(200);
	});

	it('refuses a call without the header that names the site', async () => {
		expect(await statusOf('GET', '/api/BusinessModules', undefined, {})).toBe(400);
	});

	it.each([
		['a member that the body does not have', { ...stage, Comment: 'x' }],
		['a member in other letters', { ...stage, EntityItemId: undefined, EntityItemID: 42 }],
		['a missing member', { ...stage, StageId: undefined }],
		['an unknown choice', { ...stage, OverrideConstraints: 'Always' }],
		['an ID that is no GUID', { ...stage, EntityListId: 'Projects' }],
		['text for a number', { ...stage, EntityItemId: 'many' }],
	])('refuses %s', async (_what, body) => {
		expect(await statusOf('POST', '/api/ListItem/ChangeStage', body)).toBe(400);
	});

	it('refuses anything that the contract does not define', async () => {
		expect(await statusOf('GET', '/api/Unknown')).toBe(404);
		expect(await statusOf('PUT', '/api/BusinessModules', {})).toBe(405);
		expect(await statusOf('GET', '/api/BusinessModules?top=5')).toBe(400);
	});
});
