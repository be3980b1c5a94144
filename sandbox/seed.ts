/** What the sandbox holds when it starts. */

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
	fields: FieldSeed[];
	stages: StageSeed[];
	actions: Array<{ id: string; title: string }>;
	triggers: TriggerSeed[];
	entities: Array<Record<string, unknown>>;
}

const guid = (group: number, n: number) =>
	`6a1f0c2e-${String(group).padStart(4, '0')}-4000-8000-${String(n).padStart(12, '0')}`;
const contentType = (n: number) => `0x0100A1B2C3D4E5F6${String(n).padStart(4, '0')}`;

export const siteUrl = 'https://contoso.sharepoint.com/sites/WorkPoint';
export const otherSiteUrl = 'https://contoso.sharepoint.com/sites/WorkPointTest';
/** The sites on which WorkPoint itself is installed; all others are sites of entities. */
export const workPointSites: string[] = [siteUrl, otherSiteUrl];
export const projectSiteUrl = 'https://contoso.sharepoint.com/sites/project-1';

export const ids = {
	companies: guid(1, 1),
	projects: guid(1, 2),
	cases: guid(1, 3),
	stages: {
		prospect: contentType(11),
		customer: contentType(12),
		idea: contentType(21),
		planning: contentType(22),
		execution: contentType(23),
		closed: contentType(24),
		caseOpen: contentType(31),
		caseClosed: contentType(32),
	},
	actions: { sendWelcome: guid(2, 1), archiveProject: guid(2, 2) },
	triggers: {
		projectCreated: guid(3, 1),
		projectStageChanged: guid(3, 2),
		projectUpdated: guid(3, 3),
		projectManual: guid(3, 4),
		companyCreated: guid(3, 5),
		companyCreatedSilently: guid(3, 6),
	},
	/** A letter, a sheet with more fields, and one whose author made a mistake. */
	template: '12',
	projectSheet: '13',
	brokenTemplate: '14',
	powerAppParameter: 'parameter-1',
} as const;

const title: FieldSeed = { name: 'Title', title: 'Title', kind: 'text', required: true };

export const modules: ModuleSeed[] = [
	{
		id: ids.companies,
		title: 'Companies',
		entityName: 'Company',
		listUrl: 'Lists/Companies',
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
			{
				id: ids.triggers.companyCreated,
				title: 'Company created',
				event: 'created',
				notifies: true,
			},
			{
				id: ids.triggers.companyCreatedSilently,
				title: 'Company created (e-mail only)',
				event: 'created',
				notifies: false,
			},
		],
		entities: [
			{ Title: 'Contoso', CompanyNumber: '10001', Country: 'Denmark', KeyAccount: true },
			{ Title: 'Fabrikam', CompanyNumber: '10002', Country: 'Germany' },
		],
	},
	{
		id: ids.projects,
		title: 'Projects',
		entityName: 'Project',
		listUrl: 'Lists/Projects',
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
			{
				id: ids.triggers.projectCreated,
				title: 'Project created',
				event: 'created',
				notifies: true,
			},
			{
				id: ids.triggers.projectStageChanged,
				title: 'Project changed stage',
				event: 'stageChanged',
				notifies: true,
			},
			{
				id: ids.triggers.projectUpdated,
				title: 'Project updated',
				event: 'updated',
				notifies: true,
			},
			{ id: ids.triggers.projectManual, title: 'Send to n8n', event: 'manual', notifies: true },
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
		fields: [title, { name: 'Received', title: 'Received', kind: 'date' }],
		stages: [
			{ id: ids.stages.caseOpen, title: 'Open', type: 0 },
			{ id: ids.stages.caseClosed, title: 'Closed', type: 3 },
		],
		actions: [],
		triggers: [],
		entities: [{ Title: 'Complaint 2026-001', Received: '2026-01-15' }],
	},
];

export const people = [
	{ LookupId: 7, LookupValue: 'Anna Berg', Email: 'anna@contoso.com' },
	{ LookupId: 8, LookupValue: 'Bo Holm', Email: 'bo@contoso.com' },
];

/** Documents that exist from the start in libraries of the project's site. */
export const offerUrl = `${projectSiteUrl}/Shared Documents/Offer.docx`;
export const termsUrl = `${projectSiteUrl}/Shared Documents/Terms.pdf`;
/** A library without the columns that a signature writes. */
export const archiveUrl = `${projectSiteUrl}/Archive`;
export const oldOfferUrl = `${archiveUrl}/Old offer.docx`;
