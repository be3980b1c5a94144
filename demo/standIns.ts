import axios from 'axios';
import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type NodePropertyTypes,
} from 'n8n-workflow';

type Outputs = INodeExecutionData[][];

/**
 * A stand-in for an n8n node, limited to the features that the examples use: n8n's own nodes would need all their 200
 * libraries.
 */
function standIn(
	name: string,
	properties: Array<[name: string, defaultValue: INodeProperties['default'], NodePropertyTypes?]>,
	execute: (context: IExecuteFunctions, items: INodeExecutionData[]) => Promise<Outputs> | Outputs,
): [string, INodeType] {
	const description: INodeType['description'] = {
		displayName: name,
		name,
		group: ['transform'],
		version: [1, 1.1, 2.2, 3.4, 4.2],
		description: '',
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		properties: properties.map(([property, defaultValue, type = 'string']) => ({
			displayName: property,
			name: property,
			type,
			default: defaultValue,
		})),
	};
	return [
		`n8n-nodes-base.${name}`,
		{
			description,
			async execute(this: IExecuteFunctions) {
				return await execute(this, this.getInputData());
			},
		},
	];
}

/** The name-value pairs in n8n's list form, such as query parameters. */
const pairs = (list: unknown): Record<string, string> =>
	Object.fromEntries(
		((list as { parameters?: Array<{ name: string; value: string }> }).parameters ?? []).map(
			({ name, value }) => [name, value],
		),
	);

const httpRequest = standIn(
	'httpRequest',
	[
		['method', 'GET'],
		['url', ''],
		['queryParameters', {}, 'json'],
		['headerParameters', {}, 'json'],
		['jsonBody', ''],
		['inputDataFieldName', ''],
		['options', {}, 'json'],
	],
	async (context, items) => {
		const send = async (item: number): Promise<INodeExecutionData> => {
			const read = (name: string) => context.getNodeParameter(name, item);
			const file = String(read('inputDataFieldName'));
			const body = file
				? await context.helpers.getBinaryDataBuffer(item, file)
				: String(read('jsonBody'));
			const { data, headers } = await axios.request<Buffer>({
				method: String(read('method')),
				url: String(read('url')),
				params: pairs(read('queryParameters')),
				headers: {
					...pairs(read('headerParameters')),
					'Content-Type': file ? 'application/octet-stream' : 'application/json',
				},
				...(body.length > 0 ? { data: body } : {}),
				responseType: 'arraybuffer',
				proxy: false,
			});
			const pairedItem = { item };
			const type = String(headers['content-type']);
			const options = read('options') as { response?: unknown };
			if (options.response !== undefined) {
				const binary = await context.helpers.prepareBinaryData(data, 'file', type);
				return { json: {}, binary: { data: binary }, pairedItem };
			}
			const json: IDataObject = type.includes('json')
				? (JSON.parse(data.toString()) as IDataObject)
				: { data: data.toString() };
			return { json, pairedItem };
		};
		return [await Promise.all(items.map(async (_, item) => await send(item)))];
	},
);

const limit = standIn('limit', [['keep', 'firstItems']], (context, items) => [
	context.getNodeParameter('keep', 0) === 'lastItems' ? items.slice(-1) : items.slice(0, 1),
]);

const wait = standIn('wait', [['amount', 1, 'number']], async (context, items) => {
	await sleep(Number(context.getNodeParameter('amount', 0)) * 1_000);
	return [items];
});

const [ifName, ifNode] = standIn('if', [['conditions', {}, 'filter']], (context, items) => {
	const isTrue = items.map((_, item) =>
		context.getNodeParameter('conditions', item, false, { extractValue: true }),
	);
	return [items.filter((_, item) => isTrue[item]), items.filter((_, item) => !isTrue[item])];
});
ifNode.description.outputs = ['main', 'main'];

const set = standIn('set', [['assignments', {}, 'assignmentCollection']], (context, items) => [
	items.map((_, item) => {
		const { assignments } = context.getNodeParameter('assignments', item) as {
			assignments: Array<{ name: string; value: string }>;
		};
		const json = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
		return { json, pairedItem: { item } };
	}),
]);

const summarize = standIn(
	'summarize',
	[
		['fieldsToSummarize', {}, 'json'],
		['fieldsToSplitBy', ''],
	],
	(context, items) => {
		const { values } = context.getNodeParameter('fieldsToSummarize', 0) as {
			values: Array<{ aggregation?: string; field: string; separateBy?: string }>;
		};
		const splitBy = String(context.getNodeParameter('fieldsToSplitBy', 0));
		const valueOf = (item: number) => items[item]?.json[splitBy];
		const indices = [...items.keys()];
		return [
			[...new Set(indices.map(valueOf))].map((value) => {
				const group = indices.filter((item) => valueOf(item) === value);
				const json: IDataObject = { [splitBy]: value };
				for (const { aggregation, field, separateBy } of values) {
					if (aggregation === 'concatenate')
						json[`concatenated_${field}`] = group
							.map((item) => items[item]?.json[field])
							.join(separateBy);
					else json[`count_${field}`] = group.length;
				}
				return { json, pairedItem: group.map((item) => ({ item })) };
			}),
		];
	},
);

const extractFromFile = standIn(
	'extractFromFile',
	[['destinationKey', 'data']],
	async (context, items) => {
		const encode = async (item: number): Promise<INodeExecutionData> => {
			const bytes = await context.helpers.getBinaryDataBuffer(item, 'data');
			const key = String(context.getNodeParameter('destinationKey', item));
			return { json: { [key]: bytes.toString('base64') }, pairedItem: { item } };
		};
		return [await Promise.all(items.map(async (_, item) => await encode(item)))];
	},
);

/** Stand-ins for n8n's nodes in the examples, by type. */
export const standIns = new Map<string, INodeType>([
	...['manualTrigger', 'scheduleTrigger', 'stickyNote'].map((name) =>
		standIn(name, [], (_, items) => [items]),
	),
	httpRequest,
	limit,
	wait,
	[ifName, ifNode],
	set,
	summarize,
	extractFromFile,
]);
