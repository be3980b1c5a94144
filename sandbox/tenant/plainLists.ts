import { bare, field, titleField, type FieldSeed } from './modules';
import { ids, people, projectSiteUrl, siteUrl } from './seed';
import { guidOf, newItem, type PlainList } from './tenantTypes';

/** IDs of the lists that do not belong to a module. */
export const listIds = {
	tasks: '6a1f0c2e-0007-4000-8000-000000000001',
	risks: '6a1f0c2e-0007-4000-8000-000000000002',
	documents: '6a1f0c2e-0005-4000-8000-000000000001',
	archive: '6a1f0c2e-0005-4000-8000-000000000002',
	contractTemplates: '6a1f0c2e-0005-4000-8000-000000000003',
	documentTemplates: '6a1f0c2e-0005-4000-8000-000000000004',
} as const;

/** The term store and term set of the terms. */
export const termStoreId = guidOf('term store');
export const termSetId = guidOf('term set');

/** The labels that term fields accept. */
export const terms = ['IT', 'Operations', 'Sales', 'North', 'South'];

/** A field of each kind, so that each value format can be tried. */
const taskFields: FieldSeed[] = [
	titleField,
	field('Notes', 'note'),
	field('Priority', 'choice', { choices: ['Low', 'High'] }),
	field('Labels', 'choice', { isMulti: true, choices: ['Blue', 'Green', 'Red'] }),
	field('Effort', 'number'),
	field('Cost', 'currency'),
	field('Done', 'boolean'),
	field('DueDate', 'date'),
	field('Reminder', 'dateTime'),
	field('AssignedTo', 'user'),
	field('Watchers', 'user', { isMulti: true }),
	field('Company', 'lookup'),
	field('Partners', 'lookup', { isMulti: true }),
	field('Department', 'term'),
	field('Regions', 'term', { isMulti: true }),
	field('Link', 'hyperlink'),
	field('Summary', 'calculated'),
];

interface ListSeed extends Pick<PlainList, 'id' | 'title' | 'listUrl' | 'siteUrl' | 'fields'> {
	isLibrary?: boolean;
	/** The ID of the next item. */
	nextId?: number;
	items?: Array<Record<string, unknown>>;
}

function list({
	items = [],
	isLibrary = false,
	nextId = items.length + 1,
	...rest
}: ListSeed): PlainList {
	const entities = items.map((values, i) => newItem(i + 1, values));
	return {
		...bare,
		...rest,
		isLibrary,
		entityName: 'Item',
		entities: new Map(entities.map((entity) => [entity.id, entity])),
		nextId,
	};
}

const documentFields: FieldSeed[] = [
	field('Title', 'text'),
	field('DocumentStatus', 'choice', { choices: ['Draft', 'For approval', 'Approved'] }),
	field('File_x0020_Size', 'number', { title: 'File size', readOnly: true }),
];

const library = (seed: Omit<ListSeed, 'fields' | 'isLibrary'>) =>
	list({ ...seed, fields: documentFields, isLibrary: true });

/** The library of each entity site. Its title differs from its URL, as in SharePoint. */
const documents = (site: string, id = guidOf(site, 'Documents')) =>
	library({ id, title: 'Documents', listUrl: 'Shared Documents', siteUrl: site });

const risks = (site: string, id: string, items: ListSeed['items'] = []) =>
	list({
		...{ id, title: 'Risks', listUrl: 'Lists/Risks', siteUrl: site, items },
		fields: [titleField, field('Level', 'number')],
	});

/** The lists of a new site. */
export const siteLists = (site: string): PlainList[] => [
	documents(site),
	risks(site, guidOf(site, 'Risks')),
];

/** The initial lists. */
export function plainLists(): PlainList[] {
	return [
		list({
			id: listIds.tasks,
			title: 'Task list',
			listUrl: 'Lists/Tasks',
			siteUrl,
			fields: taskFields,
			items: [
				{ Title: 'Call Contoso', Priority: 'High', Effort: 2, Done: false, AssignedTo: people[0] },
				{ Title: 'Write minutes', Priority: 'Low', Effort: 0.5, Done: true },
			],
		}),
		risks(projectSiteUrl, listIds.risks, [{ Title: 'Late delivery', Level: 3 }]),
		documents(projectSiteUrl, listIds.documents),
		// One of the few libraries that list item calls can reach.
		library({
			id: listIds.contractTemplates,
			title: 'Contract templates',
			listUrl: 'Lists/ContractTemplates',
			siteUrl: projectSiteUrl,
			items: [{ Title: 'Framework agreement', DocumentStatus: 'Draft' }],
		}),
		// Word templates; earlier IDs are taken.
		library({
			id: listIds.documentTemplates,
			title: 'Document templates',
			listUrl: 'DocumentTemplates',
			siteUrl,
			nextId: Number(ids.template),
		}),
		library({
			id: listIds.archive,
			title: 'Archive',
			listUrl: 'Archive',
			siteUrl: projectSiteUrl,
		}),
	];
}

/** The module that all lookup fields refer to. */
export const lookupTarget = ids.companies;
