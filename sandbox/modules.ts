import { ids } from './seed';

export type FieldKind =
	| 'text'
	| 'note'
	| 'choice'
	| 'multiChoice'
	| 'number'
	| 'currency'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'user'
	| 'multiUser'
	| 'lookup'
	| 'multiLookup'
	| 'term'
	| 'multiTerm'
	| 'hyperlink'
	| 'calculated'
	| 'location';

export interface FieldSeed {
	name: string;
	title: string;
	kind: FieldKind;
	required?: boolean;
	/** Calculated fields are so, too. */
	readOnly?: boolean;
	choices?: string[];
}

export interface StageSeed {
	id: string;
	title: string;
	/** Start 0, StartAndStandard 1, Standard 2, End 3. */
	type: 0 | 1 | 2 | 3;
	/** Fields that must have a value before an entity may enter. */
	requiredFields?: string[];
	/** Field whose absence is a warning on entering. */
	warnsWithout?: string;
	/** Field whose absence is an error on entering. */
	failsWithout?: string;
}

export interface TriggerSeed {
	id: string;
	title: string;
	event: 'created' | 'stageChanged' | 'updated' | 'manual';
	/** Whether the trigger runs the action type "Notify WorkPoint365 Web Hooks". */
	notifies: boolean;
}

export interface ModuleSeed {
	id: string;
	title: string;
	entityName: string;
	listUrl: string;
	/** Whether its entities may have sites; then item 1 of its list is the master of these sites, and no entity. */
	hasSites: boolean;
	fields: FieldSeed[];
	stages: StageSeed[];
	actions: Array<{ id: string; title: string }>;
	triggers: TriggerSeed[];
	entities: Array<Record<string, unknown>>;
}

const title: FieldSeed = { name: 'Title', title: 'Title', kind: 'text', required: true };

const trigger = (
	id: string,
	name: string,
	event: TriggerSeed['event'],
	notifies = true,
): TriggerSeed => ({ id, title: name, event, notifies });

export const modules: ModuleSeed[] = [
	{
		id: ids.companies,
		title: 'Companies',
		entityName: 'Company',
		listUrl: 'Lists/Companies',
		hasSites: false,
		fields: [
			title,
			{ name: 'CompanyNumber', title: 'Company number', kind: 'text' },
			{
				name: 'Country',
				title: 'Country',
				kind: 'choice',
				choices: ['Denmark', 'Germany', 'Norway', 'Sweden'],
			},
			{ name: 'Notes', title: 'Notes', kind: 'note' },
			{ name: 'Homepage', title: 'Homepage', kind: 'hyperlink' },
			{ name: 'KeyAccount', title: 'Key account', kind: 'boolean' },
		],
		stages: [
			{ id: ids.stages.prospect, title: 'Prospect', type: 0 },
			{ id: ids.stages.customer, title: 'Customer', type: 3 },
		],
		actions: [{ id: ids.actions.sendWelcome, title: 'Send welcome letter' }],
		triggers: [
			trigger(ids.triggers.companyCreated, 'Company created', 'created'),
			trigger(
				ids.triggers.companyCreatedSilently,
				'Company created (e-mail only)',
				'created',
				false,
			),
		],
		entities: [
			{ Title: 'Jensen A/S', CompanyNumber: '10001', Country: 'Denmark', KeyAccount: true },
			{ Title: 'Nordsee Logistik GmbH', CompanyNumber: '10002', Country: 'Germany' },
		],
	},
	{
		id: ids.projects,
		title: 'Projects',
		entityName: 'Project',
		listUrl: 'Lists/Projects',
		hasSites: true,
		fields: [
			title,
			{ name: 'Description', title: 'Description', kind: 'note' },
			{
				name: 'ProjectType',
				title: 'Project type',
				kind: 'choice',
				choices: ['Internal', 'External'],
			},
			{
				name: 'Tags',
				title: 'Tags',
				kind: 'multiChoice',
				choices: ['Urgent', 'Strategic', 'Support'],
			},
			{ name: 'Hours', title: 'Estimated hours', kind: 'number' },
			{ name: 'Budget', title: 'Budget', kind: 'currency' },
			{ name: 'Confidential', title: 'Confidential', kind: 'boolean' },
			{ name: 'StartDate', title: 'Start date', kind: 'date' },
			{ name: 'Deadline', title: 'Deadline', kind: 'dateTime' },
			{ name: 'ProjectManager', title: 'Project manager', kind: 'user' },
			{ name: 'Team', title: 'Team', kind: 'multiUser' },
			{ name: 'Company', title: 'Company', kind: 'lookup' },
			{ name: 'Partners', title: 'Partners', kind: 'multiLookup' },
			{ name: 'Department', title: 'Department', kind: 'term' },
			{ name: 'Regions', title: 'Regions', kind: 'multiTerm' },
			{ name: 'Homepage', title: 'Homepage', kind: 'hyperlink' },
			{ name: 'FullName', title: 'Full name', kind: 'calculated' },
			{ name: 'Place', title: 'Place', kind: 'location' },
		],
		stages: [
			{ id: ids.stages.idea, title: 'Idea', type: 0 },
			{ id: ids.stages.planning, title: 'Planning', type: 1, warnsWithout: 'Budget' },
			{ id: ids.stages.execution, title: 'Execution', type: 2, requiredFields: ['Deadline'] },
			{ id: ids.stages.closed, title: 'Closed', type: 3, failsWithout: 'Hours' },
		],
		actions: [{ id: ids.actions.archiveProject, title: 'Archive project' }],
		triggers: [
			trigger(ids.triggers.projectCreated, 'Project created', 'created'),
			trigger(ids.triggers.projectStageChanged, 'Project changed stage', 'stageChanged'),
			trigger(ids.triggers.projectUpdated, 'Project updated', 'updated'),
			trigger(ids.triggers.projectManual, 'Send to n8n', 'manual'),
		],
		entities: [
			{
				Title: 'New intranet',
				ProjectType: 'Internal',
				Budget: 250000,
				Hours: 400,
				Deadline: '2026-12-31T16:00:00Z',
			},
			{ Title: 'Warehouse move', ProjectType: 'External', Hours: 1200 },
		],
	},
	{
		id: ids.cases,
		title: 'Cases',
		entityName: 'Case',
		listUrl: 'Lists/Cases',
		hasSites: true,
		fields: [
			title,
			{ name: 'Received', title: 'Received', kind: 'date' },
			{ name: 'CustomerEmail', title: 'Customer e-mail', kind: 'text' },
			{ name: 'CaseWorker', title: 'Case worker', kind: 'user' },
			{ name: 'Company', title: 'Company', kind: 'lookup' },
		],
		stages: [
			{ id: ids.stages.caseOpen, title: 'Open', type: 0 },
			{ id: ids.stages.caseClosed, title: 'Closed', type: 3 },
		],
		actions: [],
		triggers: [trigger(ids.triggers.caseCreated, 'Case created', 'created')],
		entities: [
			{
				Title: 'Complaint 2026-001',
				Received: '2026-01-15',
				CustomerEmail: 'mette@jensen.example',
				Company: 1,
			},
		],
	},
	{
		id: ids.contracts,
		title: 'Contracts',
		entityName: 'Contract',
		listUrl: 'Lists/Contracts',
		hasSites: true,
		fields: [
			title,
			{ name: 'ContractNumber', title: 'Contract number', kind: 'text' },
			{ name: 'Company', title: 'Company', kind: 'lookup' },
			{ name: 'ContractManager', title: 'Contract manager', kind: 'user' },
			{ name: 'ValidFrom', title: 'Valid from', kind: 'date' },
			{ name: 'ValidTo', title: 'Valid to', kind: 'date' },
			{ name: 'AnnualValue', title: 'Annual value', kind: 'currency' },
			{ name: 'RenewsItself', title: 'Renews itself', kind: 'boolean' },
		],
		stages: [
			{ id: ids.stages.draft, title: 'Draft', type: 0 },
			{ id: ids.stages.inForce, title: 'In force', type: 2, requiredFields: ['ValidFrom'] },
			{ id: ids.stages.terminated, title: 'Terminated', type: 3 },
		],
		actions: [{ id: ids.actions.remind, title: 'Remind the contract manager' }],
		triggers: [trigger(ids.triggers.contractCreated, 'Contract created', 'created')],
		entities: [
			{
				Title: 'Contract 2026-001 – Jensen A/S',
				ContractNumber: '2026-001',
				Company: 1,
				ValidFrom: '2026-01-01',
				ValidTo: '2026-12-31',
				AnnualValue: 480000,
				RenewsItself: true,
			},
			{
				Title: 'Contract 2026-002 – Nordsee Logistik GmbH',
				ContractNumber: '2026-002',
				Company: 2,
				ValidFrom: '2026-03-01',
				AnnualValue: 125000,
			},
		],
	},
];
