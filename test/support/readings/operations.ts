/** Operations as they are run in the readings: the case of each, and more of those that much rests on. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TestCredentials } from '../../../n8n/n8nEngine';
import { byId } from '../../../n8n/workflow';
import type { Sandbox } from '../../../sandbox';
import { listIds } from '../../../sandbox/tenant/plainLists';
import { ids, people, projectSiteUrl } from '../../../sandbox/tenant/seed';
import { cases } from '../cases';
import { onProject, type Case } from '../cases/case';
import { mappableFields } from '../fieldMapping';
import { runOperation } from '../runOperation';
import { projectValues } from '../everyKindOfField';
import { runNode, workPointNode } from '../runNode';
import type { Subject } from './run';

type Further = Pick<Case, 'operation' | 'parameters' | 'after'> & { name?: string };

function subjectOf({ name, operation, parameters, after = [] }: Further): Subject {
	return {
		name: name === undefined ? operation : `${operation}, ${name}`,
		async run(sandbox, begin) {
			for (const [before, given] of after) {
				const { error } = await runOperation(sandbox, before, given);
				if (error) return { error, json: [] };
			}
			await begin();
			return await runOperation(sandbox, operation, parameters);
		},
	};
}

const inProjects = { businessModule: byId(ids.projects) };
const onSite = { ...inProjects, entity: { __rl: true, mode: 'url', value: projectSiteUrl } };

function filteredBy(...conditions: IDataObject[]): INodeParameters {
	const shown = { returnAll: true, simplify: true, match: 'all', filterBy: 'fields', sort: {} };
	return { ...inProjects, ...shown, filters: { conditions } as INodeParameters };
}

const further: Further[] = [
	{ operation: 'entity.get', name: 'by its site', parameters: { ...onSite, simplify: true } },
	{
		operation: 'entity.changeStage',
		name: 'by its site',
		parameters: {
			...onSite,
			stage: byId(ids.stages.planning),
		},
	},
	{
		operation: 'entity.getAll',
		name: 'of all',
		parameters: {
			...inProjects,
			...{ returnAll: true, filterBy: 'none', sort: {}, simplify: true },
		},
	},
	{
		operation: 'entity.getAll',
		name: 'by a number',
		parameters: filteredBy({ field: 'Hours', operator: 'Gt', value: '500' }),
	},
	{
		operation: 'entity.getAll',
		name: 'by a moment',
		parameters: filteredBy({ field: 'Deadline', operator: 'Lt', value: '2027-06-01T00:00:00Z' }),
	},
	{
		operation: 'entity.getAll',
		name: 'with an own query',
		parameters: {
			...inProjects,
			...{ returnAll: true, simplify: true, filterBy: 'caml' },
			camlQuery:
				'<View><Query><Where><Eq><FieldRef Name="ProjectType"/><Value Type="Text">External</Value></Eq></Where></Query></View>',
		},
	},
	{
		operation: 'entity.move',
		name: 'as a job',
		parameters: {
			...onProject,
			targetBusinessModule: byId(ids.cases),
			targetContentType: byId(ids.stages.caseOpen),
			validateOnly: false,
			includeProgressLog: false,
			runAsJob: true,
		},
	},
	{
		operation: 'document.upload',
		name: 'to the site of an entity',
		parameters: {
			libraryOf: 'entity',
			...onProject,
			libraryName: { __rl: true, mode: 'name', value: 'Documents' },
			binaryPropertyName: 'data',
			overwrite: false,
		},
	},
];

/** Values for every kind of field, as they are entered in the form, by internal name. */
const entered = {
	entity: projectValues,
	listItem: {
		Title: 'Call',
		Notes: 'One\nTwo',
		Priority: 'High',
		Labels: 'Blue; Red',
		Effort: 1.5,
		Cost: -20,
		Done: false,
		DueDate: '2026-07-01T00:00:00',
		Reminder: '2026-12-31T16:00:00',
		AssignedTo: 'anna@contoso.com',
		Watchers: 'anna@contoso.com; bo@contoso.com',
		Company: '2',
		Partners: '1; 2',
		Department: 'Sales',
		Regions: 'North; South',
		Link: 'https://contoso.com, Contoso',
	},
};

/** A person by the ID in place of the address. */
const withIds = (value: IDataObject[string]) =>
	people.reduce(
		(text, { Email, LookupId }) => text.replace(Email, String(LookupId)),
		String(value),
	);

/** What the form is filled in with: people see the titles of fields, whatever their keys are. */
async function fill(
	sandbox: Sandbox,
	values: IDataObject,
	parameters: INodeParameters,
	matchingColumns: string[],
): Promise<INodeParameters> {
	const credentials = new TestCredentials(sandbox.connection);
	const { fields: schema } = await mappableFields(parameters, credentials);
	const titles = new Map(
		[...sandbox.state.modules.values(), ...sandbox.state.lists].flatMap(({ fields }) =>
			fields.map(({ name, title }) => [name, title] as const),
		),
	);
	const value = Object.entries(values).map(([name, one]) => {
		const field = schema.find(({ id }) => id === name || id === titles.get(name));
		if (field === undefined) throw new Error(`The form does not have ${name}`);
		// People enter what the label asks for.
		const asksForId = field.type === 'number' || /\bID\b/.test(field.displayName);
		const given = asksForId ? withIds(one) : one;
		return [field.id, field.type === 'string' ? String(given) : given];
	});
	return {
		mappingMode: 'defineBelow',
		matchingColumns,
		schema,
		value: Object.fromEntries(value),
	} as unknown as INodeParameters;
}

/** Writes every kind of field through the form. */
function mapped(key: string, parameters: INodeParameters, matchOn: string[] = []): Subject {
	const [resource, operation] = key.split('.') as [keyof typeof entered, string];
	const given = { resource, operation, ...parameters };
	return {
		name: `${key}, every kind of field mapped`,
		async run(sandbox, begin) {
			await begin();
			const fields = await fill(sandbox, entered[resource], given, matchOn);
			const node = workPointNode({ ...given, specifyFields: 'mapping', fields });
			return await runNode(node, new TestCredentials(sandbox.connection));
		},
	};
}

export const operationSubjects: Subject[] = [
	...cases.map(subjectOf),
	...further.map(subjectOf),
	mapped('entity.create', { ...inProjects, createSite: false }),
	mapped('entity.update', onProject),
	mapped('entity.upsert', inProjects, ['ProjectType', 'Budget']),
	mapped('listItem.create', { listOf: 'site', list: byId(listIds.tasks) }),
	mapped('listItem.update', { listOf: 'site', list: byId(listIds.tasks), itemId: 1 }),
];
