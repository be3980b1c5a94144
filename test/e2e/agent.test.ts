import type { IDataObject, INode, ResourceMapperFields } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { N8n } from '../../n8n/n8n';
import { TestBed } from '../../n8n/testBed';
import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { Editor } from '../support/browser';
import { ScriptedModel, type Turn } from '../support/scriptedModel';

/** The name under which n8n offers the node as a tool. */
const toolType = 'n8n-nodes-workpoint.workPointTool';

const projects = { __rl: true, mode: 'list', value: ids.projects, cachedResultName: 'Projects' };

let bed: TestBed;
let n8n: N8n;
let sandbox: Sandbox;
let model: ScriptedModel;
let credentials: INode['credentials'];
let modelCredentials: INode['credentials'];

beforeAll(async () => {
	model = await ScriptedModel.start();
	bed = await TestBed.share();
	({ n8n, sandbox } = bed);
	credentials = await bed.connect();
	const name = 'Scripted';
	const { id } = await n8n.call<{ id: string }>('post', '/credentials', {
		name,
		type: 'openAiApi',
		data: { apiKey: 'sk-scripted', url: model.url, header: false },
	});
	modelCredentials = { openAiApi: { id, name } };
});

afterAll(async () => {
	await model?.stop();
	await bed?.stop();
});

type NodeSketch = Omit<INode, 'id' | 'position'>;

function tool(name: string, parameters: IDataObject): NodeSketch {
	return {
		name,
		type: toolType,
		typeVersion: 1,
		parameters: parameters as INode['parameters'],
		credentials: credentials,
		// Older releases of n8n end the run at a tool that fails, unless told otherwise.
		onError: 'continueRegularOutput',
	};
}

/** A tool for the entities of Projects. */
function projectTool(name: string, parameters: IDataObject): NodeSketch {
	return tool(name, { resource: 'entity', businessModule: projects, ...parameters });
}

/** A workflow of a manual trigger, an agent, its model and its tools; gives its ID. */
async function createAgent(name: string, tools: NodeSketch[]): Promise<string> {
	const start = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const agent = {
		name: 'AI Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 3.1,
		parameters: { promptType: 'define', text: 'Look after the projects' },
	};
	const chatModel = {
		name: 'Chat Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.3,
		parameters: {
			model: { __rl: true, mode: 'id', value: 'scripted' },
			// The scripted model has the older API, as other vendors' servers do.
			responsesApiEnabled: false,
		},
		credentials: modelCredentials,
	};
	const above = [start, agent].map((node, i) => ({ ...node, position: [i * 250, 0] }));
	const below = [chatModel, ...tools].map((node, i) => ({ ...node, position: [i * 250, 250] }));
	const toAgent = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	const { id } = await n8n.createWorkflow({
		name,
		nodes: [...above, ...below].map((node) => ({ ...node, id: node.name })) as INode[],
		connections: {
			Start: toAgent('main'),
			'Chat Model': toAgent('ai_languageModel'),
			...Object.fromEntries(tools.map((node) => [node.name, toAgent('ai_tool')])),
		},
	});
	return id;
}

/** Runs the agent while the model takes one turn and then ends; gives what the agent said. */
async function run(workflowId: string, ...turns: Turn[]): Promise<unknown> {
	sandbox.requests.length = 0;
	model.script(...turns, { text: 'That was it' });
	const { nodes } = await n8n.run(workflowId, 'Start');
	return nodes.find(({ name }) => name === 'AI Agent')?.items[0]?.json.output;
}

/** The calls to the Web API since the last run began. */
function calls(): string[] {
	return sandbox.requests.map(({ method, path }) => `${method} ${path}`);
}

const fromModel = (key: string, description: string, type = 'string') =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;
const idFromModel = (key: string, description: string) => ({
	__rl: true,
	mode: 'id',
	value: fromModel(key, description),
});
const project = idFromModel('project', 'ID of the project, a whole number');

/** Three tools as a case worker's assistant has them. */
const threeTools = () => [
	projectTool('Find projects', {
		operation: 'getAll',
		limit: fromModel('limit', 'How many projects at most', 'number'),
		filterBy: 'fields',
		filters: {
			conditions: [
				{
					field: 'Title',
					operator: 'Contains',
					valueType: 'text',
					value: fromModel('title', 'Part of the title'),
				},
			],
		},
	}),
	projectTool('Get project', { operation: 'get', entity: project }),
	projectTool('Change stage', {
		operation: 'changeStage',
		descriptionType: 'manual',
		toolDescription: 'Move a project to another stage',
		entity: project,
		stage: idFromModel('stage', 'Name or ID of the stage'),
	}),
];

describe('an AI agent', () => {
	let workflowId: string;

	/** The mapping of fields as the editor makes it for a tool. */
	async function mapping(value: IDataObject): Promise<IDataObject> {
		const { fields } = await n8n.call<ResourceMapperFields>(
			'post',
			'/dynamic-node-parameters/resource-mapper-fields',
			{
				path: 'parameters.fields',
				methodName: 'getEntityFields',
				nodeTypeAndVersion: { name: toolType, version: 1 },
				currentNodeParameters: {
					authentication: 'oAuth2',
					resource: 'entity',
					operation: 'update',
					businessModule: projects,
				},
				credentials: credentials,
			},
		);
		return { mappingMode: 'defineBelow', schema: fields as unknown as IDataObject[], value };
	}

	beforeAll(async () => {
		workflowId = await createAgent('Look after projects', [
			...threeTools(),
			projectTool('Update project', {
				operation: 'update',
				entity: project,
				fields: await mapping({
					Budget: fromModel('budget', 'Budget in euro', 'number'),
					Deadline: fromModel('deadline', 'Moment in ISO 8601'),
					ProjectManager: fromModel('manager', 'Email address of the project manager'),
				}),
			}),
			projectTool('Create project', {
				operation: 'create',
				specifyFields: 'json',
				fieldsJson: fromModel('fields', 'Values by internal field name', 'json'),
			}),
		]);
	});

	test('receives a description of each tool and its arguments', async () => {
		await run(workflowId);
		const text = (description: string) => ({ type: 'string', description });
		const number = (description: string) => ({ type: 'number', description });
		const whole = text('ID of the project, a whole number');
		const schema = (properties: Record<string, unknown>) =>
			expect.objectContaining({
				type: 'object',
				properties,
				required: Object.keys(properties),
				additionalProperties: false,
			});
		expect(model.offered).toEqual({
			Find_projects: {
				description: 'Get many entities in WorkPoint',
				parameters: schema({
					limit: number('How many projects at most'),
					title: text('Part of the title'),
				}),
			},
			Get_project: {
				description: 'Get entity in WorkPoint',
				parameters: schema({ project: whole }),
			},
			Change_stage: {
				description: 'Move a project to another stage',
				parameters: schema({
					project: whole,
					stage: text('Name or ID of the stage'),
				}),
			},
			Update_project: {
				description: 'Update entity in WorkPoint',
				parameters: schema({
					project: whole,
					budget: number('Budget in euro'),
					deadline: text('Moment in ISO 8601'),
					manager: text('Email address of the project manager'),
				}),
			},
			Create_project: {
				description: 'Create entity in WorkPoint',
				parameters: schema({ fields: { description: 'Values by internal field name' } }),
			},
		});
	});

	test('finds entities', async () => {
		const turn = { tool: 'Find_projects', arguments: { limit: 5, title: 'intranet' } };
		expect(await run(workflowId, turn)).toBe('That was it');
		expect(sandbox.requests).toContainEqual(
			expect.objectContaining({
				path: `/api/List/${ids.projects}/Items`,
				body: { PageSize: 5, CamlQuery: expect.stringContaining('<Contains>') },
			}),
		);
		expect(model.toolResult).toEqual([
			expect.objectContaining({ ID: 2, Title: 'New intranet', Budget: 250_000, wpStage: 'Idea' }),
		]);
	});

	test('gets an empty string when none are found', async () => {
		await run(workflowId, { tool: 'Find_projects', arguments: { limit: 5, title: 'Moon base' } });
		expect(model.toolResult).toBe('');
	});

	test('reads an entity', async () => {
		await run(workflowId, { tool: 'Get_project', arguments: { project: '3' } });
		expect(calls()).toContain(`GET /api/List/${ids.projects}/Item/3`);
		expect(model.toolResult).toEqual([
			expect.objectContaining({ ID: 3, Title: 'Warehouse move', Hours: 1200 }),
		]);
	});

	test('changes the stage of an entity', async () => {
		const stage = ids.stages.planning;
		await run(workflowId, { tool: 'Change_stage', arguments: { project: '2', stage } });
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			path: '/api/ListItem/ChangeStage',
			body: { EntityListId: ids.projects, EntityItemId: 2, StageId: stage },
		});
		expect(model.toolResult).toMatchObject([{ StageChanged: true, EntityId: 2 }]);
	});

	test('changes mapped fields of an entity', async () => {
		await run(workflowId, {
			tool: 'Update_project',
			arguments: {
				project: '2',
				budget: 480_000,
				deadline: '2026-12-31T16:00:00Z',
				manager: 'anna@contoso.com',
			},
		});
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			path: `/api/Entity/${ids.projects}/Update/2`,
			body: {
				Budget: 480_000,
				Deadline: '2026-12-31T16:00:00Z',
				ProjectManager: { Email: 'anna@contoso.com' },
			},
		});
		expect(model.toolResult).toEqual([{ EntityId: 2 }]);
	});

	test('creates an entity from fields that it chooses itself', async () => {
		const fields = { Title: 'Moon base', Budget: 7, Tags: ['Urgent'] };
		await run(workflowId, { tool: 'Create_project', arguments: { fields } });
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			path: `/api/Entity/${ids.projects}/Create/false`,
			body: fields,
		});
		expect(model.toolResult).toEqual([{ EntityId: expect.any(Number) }]);
	});

	describe('reads why a call failed in plain words', () => {
		afterEach(() => {
			sandbox.faults.clear();
			sandbox.signIn.fault = undefined;
			sandbox.signIn.expireTokens();
			const told = JSON.stringify(model.requests);
			expect(told).not.toContain(sandbox.connection.clientSecret);
			expect(told).not.toMatch(/Bearer [^*]/);
		});

		test.each<[what: string, turn: Turn, error: RegExp]>([
			[
				'there is no such entity',
				{ tool: 'Get_project', arguments: { project: '4711' } },
				/^Item with id 4711 does not exist in Projects/,
			],
			[
				'the ID is none',
				{ tool: 'Get_project', arguments: { project: 'New intranet' } },
				/^'Entity' is not a positive whole number$/,
			],
			[
				'no stage has the name',
				{ tool: 'Change_stage', arguments: { project: '2', stage: 'Plan' } },
				/^'Stage' is "Plan", which is none of the stages of the business module: "Idea", "Planning"/,
			],
			[
				'the stage demands more of the entity',
				{ tool: 'Change_stage', arguments: { project: '3', stage: ids.stages.planning } },
				/Budget should have a value/,
			],
			[
				'a mapped value has the wrong form',
				{
					tool: 'Update_project',
					arguments: { project: '2', budget: 1, deadline: '2026-12-31', manager: 'Anna' },
				},
				/^'Fields' has a value for "Project manager \(email\)" that is not the email address/,
			],
			[
				'the module has no such field',
				{ tool: 'Create_project', arguments: { fields: { Title: 'A', Colour: 'red' } } },
				/Colour/,
			],
		])('%s', async (_what, turn, error) => {
			expect(await run(workflowId, turn)).toBe('That was it');
			expect(model.toolResult).toEqual([{ error: expect.stringMatching(error) }]);
		});

		test('the sign-in is refused', async () => {
			sandbox.signIn.fault = 'noPermission';
			sandbox.signIn.expireTokens();
			await run(workflowId, { tool: 'Get_project', arguments: { project: '2' } });
			expect(model.toolResult).toEqual([
				{ error: 'WorkPoint refused the sign-in of this credential' },
			]);
		});

		test.each<[what: string, change: IDataObject, error: RegExp]>([
			['the credential cannot sign in', { tenantId: 'common' }, /^'Tenant ID' in the credential/],
			[
				'the site of the credential is none',
				{ siteUrl: '/' },
				/^'WorkPoint Site URL' in the credential/,
			],
		])('%s, before anything is sent', async (what, change, error) => {
			const connection = { ...sandbox.connection, ...change };
			const own = { id: await n8n.createCredential(what, connection), name: what };
			const [, getProject] = threeTools();
			const tools = [{ ...(getProject as NodeSketch), credentials: { workPointOAuth2Api: own } }];
			const id = await createAgent(what, tools);
			await run(id, { tool: 'Get_project', arguments: { project: '2' } });
			expect(model.toolResult).toEqual([{ error: expect.stringMatching(error) }]);
			expect(calls()).toEqual([]);
		});

		test('the service quotes a secret', async () => {
			const quoted = `client_secret=${sandbox.connection.clientSecret} Bearer eyJhbGciOiJub25lIn0.e30.x`;
			const body = JSON.stringify({ ExceptionMessage: `Refused: ${quoted}` });
			sandbox.faults.add({ times: 3, answer: { status: 400, body } });
			await run(workflowId, { tool: 'Get_project', arguments: { project: '2' } });
			expect(model.toolResult).toEqual([{ error: 'Refused: client_secret=*** Bearer ***' }]);
		});
	});
});

/** The expression that the button stores; the model gets the label as the name of the argument. */
function madeByButton(key: string, type = 'string'): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;
}

describe('"Let the model define this parameter" in the editor', () => {
	let editor: Editor;
	let workflowId: string;

	beforeAll(async () => {
		workflowId = await createAgent('Leave it to the model', [
			projectTool('Change', { operation: 'changeStageAndSetFields' }),
			projectTool('Create', { operation: 'create', specifyFields: 'json' }),
			projectTool('Find', { operation: 'getAll' }),
			tool('Declare', { resource: 'document', operation: 'declareAsRecord' }),
		]);
		editor = await Editor.open(n8n);
		await editor.openWorkflow(workflowId);
	});

	afterAll(async () => await editor?.close());

	test('shows an agent at work with its tools', async () => {
		const id = await createAgent('Look after projects by chat', threeTools());
		await editor.openWorkflow(id);
		model.script(
			{ tool: 'Find_projects', arguments: { limit: 5, title: 'intranet' } },
			{ tool: 'Get_project', arguments: { project: '2' } },
			{ tool: 'Change_stage', arguments: { project: '2', stage: ids.stages.planning } },
			{ text: 'The project is in planning' },
		);
		await editor.executeWorkflow();
		await editor.seesAllDone(6);
		await editor.pictureOfCanvas('agent');
		await editor.openWorkflow(workflowId);
	});

	/** The parameters of a tool as n8n has stored them, once they hold the expression. */
	async function stored(name: string, expression: string): Promise<INode['parameters']> {
		await editor.page.keyboard.press('Control+s');
		for (let tries = 0; tries < 40; tries++) {
			const { nodes } = await n8n.call<{ nodes: INode[] }>('get', `/workflows/${workflowId}`);
			const { parameters } = nodes.find((node) => node.name === name) ?? { parameters: {} };
			if (JSON.stringify(parameters).includes(JSON.stringify(expression).slice(1, -1)))
				return parameters;
			await delay(250);
		}
		throw new Error(`n8n did not store ${expression} in "${name}"`);
	}

	test('is available for entity, stage and mapped fields, which the model then defines', async () => {
		await editor.openNode('Change');
		for (const field of ['Budget', 'Deadline', 'Project manager']) await editor.addField(field);
		for (const name of ['entity', 'stage', 'Budget', 'Deadline', 'ProjectManager'])
			await editor.leaveToModel(name);
		await editor.pictureOfNode('agent-tool');
		expect(await stored('Change', madeByButton('Project_manager__email_'))).toMatchObject({
			entity: { mode: 'id', value: madeByButton('Entity') },
			stage: { mode: 'id', value: madeByButton('Stage') },
			fields: {
				value: {
					Budget: madeByButton('Budget', 'number'),
					Deadline: madeByButton('Deadline'),
					ProjectManager: madeByButton('Project_manager__email_'),
				},
			},
		});
		await editor.closeNode();
	});

	test.each<[tool: string, parameter: string, expression: string]>([
		['Create', 'createSite', madeByButton('Create_Site', 'boolean')],
		['Create', 'fieldsJson', madeByButton('Fields__JSON_', 'json')],
		['Find', 'limit', madeByButton('Limit', 'number')],
	])('is available in "%s" for %s', async (name, parameter, expression) => {
		await editor.openNode(name);
		await editor.leaveToModel(parameter);
		expect(await stored(name, expression)).toMatchObject({ [parameter]: expression });
		await editor.closeNode();
	});

	test.each<[what: string, tool: string, parameter: string, mode: string, expression: string]>([
		['business module', 'Find', 'businessModule', 'id', madeByButton('Business_Module')],
		['document', 'Declare', 'documentUrl', 'url', madeByButton('Document')],
	])('is available for the %s', async (_, name, parameter, mode, value) => {
		await editor.openNode(name);
		await editor.leaveToModel(parameter);
		expect(await stored(name, value)).toMatchObject({ [parameter]: { mode, value } });
		await editor.closeNode();
	});

	test('makes tools that the model can call', async () => {
		await run(workflowId, {
			tool: 'Change',
			arguments: {
				Entity: '2',
				Stage: ids.stages.planning,
				Budget: 9,
				Deadline: '2027-01-31T12:00:00Z',
				Project_manager__email_: 'bo@contoso.com',
			},
		});
		expect(model.toolResult).toMatchObject([{ StageChanged: true, EntityId: 2 }]);
		expect(sandbox.requests.at(-1)?.body).toMatchObject({
			Budget: 9,
			Deadline: '2027-01-31T12:00:00Z',
			ProjectManager: { Email: 'bo@contoso.com' },
		});
	});
});
