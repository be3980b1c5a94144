import type { Schemas } from '../../api/call';
import { boolean } from '../../parameters/boolean';
import { wholeNumber } from '../../parameters/number';
import { options } from '../../parameters/options';
import { optional, refined, type Parameter, type PlainParameter } from '../../parameters/parameter';
import { rows } from '../../parameters/rows';
import { text } from '../../parameters/text';
import { camlOf, viewOf, type SortRule } from './caml';
import { byInternalName, type FieldDescription } from '../fields/fieldDescription';
import { fieldName, fieldNamesIn, fieldPicker, fieldsPicker } from '../fields/picker';
import { filters, type Filter } from './filter';

const sort: PlainParameter<SortRule[]> = {
	isBelowOptions: true,
	...rows<SortRule>(
		{
			typeOptions: { sortable: true },
			placeholder: 'Add Sort Rule',
			description: 'The order of the results',
			displayOptions: { show: { filterBy: ['none', 'fields'] } },
		},
		'fields',
		{
			field: fieldPicker,
			direction: options<SortRule['direction']>({
				description: 'The order of the values, smallest or largest first',
				labels: { ascending: 'Ascending', descending: 'Descending' },
				default: 'ascending',
			}),
		},
		({ field, direction }, reader) => ({
			field: fieldName(reader, field),
			direction: direction === 'descending' ? 'descending' : 'ascending',
		}),
	),
};

/** The fields to read. */
const viewFields: Parameter<string[]> = {
	field: fieldsPicker({
		displayName: 'Field Names or IDs',
		description: 'The fields to read. Leave empty for all',
	}),
	read: fieldNamesIn,
};

/** The items to read from a list: filters from the editor, or a CAML query. */
export const query = {
	filterBy: options<'none' | 'fields' | 'caml'>({
		description: 'The kind of filter for the results',
		isOrdered: true,
		labels: {
			none: { name: 'No Filter', description: 'Return everything' },
			fields: { description: 'By conditions on fields' },
			caml: { name: 'CAML Query', description: "SharePoint's own query language" },
		},
		default: 'none',
	}),
	match: options<'all' | 'any'>({
		displayName: 'Must Match',
		description: 'The conditions that must be met: all or any',
		labels: { all: 'All Filters', any: 'Any Filter' },
		default: 'all',
		displayOptions: { show: { filterBy: ['fields'] } },
	}),
	filters: optional(filters),
	camlQuery: optional(
		refined(
			text({
				displayName: 'CAML Query',
				description: 'A CAML view with the query, or only the query, as XML',
				typeOptions: { rows: 4 },
				placeholder: 'e.g. <View><Query><Where>…</Where></Query></View>',
				displayOptions: { show: { filterBy: ['caml'] } },
			}),
			(caml, reader) =>
				viewOf(caml) ??
				reader.refuse(
					'is not a CAML view or query',
					'Enter XML that is a View, a Query or a Where.',
				),
		),
	),
	sort: optional(sort),
};

/** Further options of reading a list. */
export const queryFields = {
	activeItems: boolean({
		displayName: 'Active Only',
		default: true,
		description: 'Whether to return only results that WorkPoint counts as active',
	}),
	myItems: boolean({
		displayName: 'Mine Only',
		default: true,
		description:
			"Whether to return only results that WorkPoint counts as the signed-in account's own",
	}),
	pageSize: wholeNumber({
		description: 'Max number of results per call. SharePoint allows at most 5000.',
		default: 1_000,
		min: 1,
		max: 5_000,
	}),
	viewFields,
};

/** The values of the parameters above. */
export interface QueryValues {
	returnAll: boolean;
	limit: number;
	filterBy: 'none' | 'fields' | 'caml';
	match?: 'all' | 'any';
	filters?: Filter;
	camlQuery?: string;
	sort?: SortRule[];
	activeItems?: boolean;
	myItems?: boolean;
	pageSize?: number;
	viewFields?: string[];
	folderUrl?: string;
	/** The view that reads everything; without one, none is sent. */
	everything?: string;
}

/** The view of an operation's query; undefined for all items. */
async function viewFor(
	values: QueryValues,
	readFields: () => Promise<FieldDescription[]>,
): Promise<string | undefined> {
	if (values.filterBy === 'caml') return values.camlQuery;
	const { filters, sort = [] } = values;
	const fields = filters?.needsFields ? await readFields() : [];
	const conditions = filters?.conditions(byInternalName(fields)) ?? [];
	return camlOf(conditions, values.match === 'any' ? 'Or' : 'And', sort) ?? values.everything;
}

/**
 * The query of an operation, without its page.
 *
 * @param readFields reads the fields of the list; called only when a filter needs their kinds
 */
export async function listQuery(
	values: QueryValues,
	readFields: () => Promise<FieldDescription[]>,
): Promise<Schemas['ListQuery']> {
	const view = await viewFor(values, readFields);
	return {
		CamlQuery: view,
		FilterActiveItems: values.activeItems || undefined,
		FilterMyItems: values.myItems || undefined,
		ViewFields: values.viewFields,
		FolderServerRelativeUrl: values.folderUrl || undefined,
		PageSize: values.pageSize ?? 1_000,
	};
}
