import { ids } from './seed';

export type FieldKind =
	| 'text'
	| 'note'
	| 'choice'
	| 'number'
	| 'currency'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'user'
	| 'lookup'
	| 'term'
	| 'hyperlink'
	| 'calculated'
	| 'location';

export interface FieldSeed {
	name: string;
	title: string;
	kind: FieldKind;
	/** True for a multi-value field. */
	isMulti?: boolean;
	required?: boolean;
	/** Calculated fields are read-only, too. */
	readOnly?: boolean;
	choices?: string[];
}

export interface StageSeed {
	id: string;
	title: string;
	/** Start 0, StartAndStandard 1, Standard 2, End 3. */
	type: 0 | 1 | 2 | 3;
	/** Fields that must have a value before an entity may enter the stage. */
	requiredFields?: string[];
	/** Field whose absence causes a warning on entering. */
	warnsWithout?: string;
	/** Field whose absence causes an error on entering. */
	failsWithout?: string;
}

export interface TriggerSeed {
	id: string;
	title: string;
	event: 'created' | 'stageChanged' | 'updated' | 'manual';
	/** True if the trigger runs the action type "Notify WorkPoint365 Web Hooks". */
	notifies: boolean;
}

export interface ModuleSeed {
	id: string;
	title: string;
	entityName: string;
	listUrl: string;
	/** True if its entities may have sites; then item 1 of its list is the master of these sites, not an entity. */
	hasSites: boolean;
	fields: FieldSeed[];
	stages: StageSeed[];
	actions: Array<{ id: string; title: string }>;
	triggers: TriggerSeed[];
	entities: Array<Record<string, unknown>>;
}

/** A field; its title defaults to its name in words. */
export function field(
	name: string,
	kind: FieldKind,
	more: Partial<Omit<FieldSeed, 'name' | 'kind'>> = {},
): FieldSeed {
	const title =
		name.charAt(0) + name.slice(1).replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`);
	return { name, title, kind, ...more };
}

/** The first field of every module and almost every list. */
export const titleField = field('Title', 'text', { required: true });

/** The members of a plain list that a module would fill. */
export const bare = { hasSites: false, stages: [], actions: [], triggers: [] };

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
			titleField,
			field('CompanyNumber', 'text'),
			field('Country', 'choice', { choices: ['Denmark', 'Germany', 'Norway', 'Sweden'] }),
			field('Notes', 'note'),
			field('Homepage', 'hyperlink'),
			field('KeyAccount', 'boolean'),
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
				'Company created (email only)',
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
			titleField,
			field('Description', 'note'),
			field('ProjectType', 'choice', { choices: ['Internal', 'External'] }),
			field('Tags', 'choice', { isMulti: true, choices: ['Urgent', 'Strategic', 'Support'] }),
			field('Hours', 'number', { title: 'Estimated hours' }),
			field('Budget', 'currency'),
			field('Confidential', 'boolean'),
			field('StartDate', 'date'),
			field('Deadline', 'dateTime'),
			field('ProjectManager', 'user'),
			field('Team', 'user', { isMulti: true }),
			field('Company', 'lookup'),
			field('Partners', 'lookup', { isMulti: true }),
			field('Department', 'term'),
			field('Regions', 'term', { isMulti: true }),
			field('Homepage', 'hyperlink'),
			field('FullName', 'calculated'),
			field('Place', 'location'),
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
			titleField,
			field('Received', 'date'),
			field('CustomerEmail', 'text', { title: 'Customer email' }),
			field('CaseWorker', 'user'),
			field('Company', 'lookup'),
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
			titleField,
			field('ContractNumber', 'text'),
			field('Company', 'lookup'),
			field('ContractManager', 'user'),
			field('ValidFrom', 'date'),
			field('ValidTo', 'date'),
			field('AnnualValue', 'currency'),
			field('RenewsItself', 'boolean'),
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
