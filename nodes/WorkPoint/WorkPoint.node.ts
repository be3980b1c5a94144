import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { searchActions } from '../concepts/actionsAndTriggers';
import {
	getEntityFields,
	getEntityFieldsAndKeys,
	getNewEntityFields,
	searchBusinessModules,
} from '../concepts/businessModule';
import {
	searchCommonFieldsEntities,
	searchEntities,
	searchTargetEntities,
} from '../concepts/entity';
import { getFieldNames } from '../concepts/lists/fieldSearch';
import { getListFields, getNewItemFields, searchLists } from '../concepts/lists/list';
import { searchDocuments, searchLibraryDocuments } from '../concepts/lists/documentPicker';
import { searchFolders } from '../concepts/lists/folder';
import { searchLibraries } from '../concepts/lists/library';
import { searchRelationTypes } from '../concepts/relation';
import { searchEntityLists } from '../concepts/site';
import { checkProviderAccount } from '../concepts/providerAccount';
import { searchStages, searchTargetContentTypes } from '../concepts/stage';
import { searchTemplates } from '../concepts/template';
import { properties, subtitle } from './description';
import { runItems } from './engine';
import { resources } from './operations';
import type { Operation } from './operations/operation';

function chosenOperation(context: IExecuteFunctions): Operation {
	// n8n returns no operation for an unknown resource.
	const resource = context.getNodeParameter('resource', 0, '') as string;
	const chosen = context.getNodeParameter('operation', 0, '') as string;
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === chosen);
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`'Operation' "${chosen}" does not exist for the resource "${resource}"`,
		{ description: 'Choose an operation from the list.' },
	);
}

export class WorkPoint implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WorkPoint 365',
		name: 'workPoint',
		icon: { light: 'file:../../icons/workpoint.svg', dark: 'file:../../icons/workpoint.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Work with the entities, stages, documents and signatures of WorkPoint 365',
		// n8n makes names unique by a number at the end, and renames a tool with its operation only if it has such a name.
		defaults: { name: 'WorkPoint' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'workPointOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'workPointCertificateApi',
				required: true,
				displayOptions: { show: { authentication: ['certificate'] } },
			},
			{
				name: 'workPointXwsseApi',
				required: true,
				testedBy: 'checkProviderAccount',
				displayOptions: { show: { signInWith: ['credential'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { checkProviderAccount },
		listSearch: {
			searchActions,
			searchBusinessModules,
			searchCommonFieldsEntities,
			searchDocuments,
			searchEntities,
			searchEntityLists,
			searchFolders,
			searchLibraries,
			searchLibraryDocuments,
			searchLists,
			searchRelationTypes,
			searchStages,
			searchTargetContentTypes,
			searchTargetEntities,
			searchTemplates,
		},
		loadOptions: { getFieldNames },
		resourceMapping: {
			getEntityFields,
			getEntityFieldsAndKeys,
			getListFields,
			getNewEntityFields,
			getNewItemFields,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runItems(this, () => chosenOperation(this))];
	}
}
