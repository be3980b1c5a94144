import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { businessModule, searchBusinessModules } from '../concepts/businessModule';
import { searchEntities } from '../concepts/entity';
import { library, searchLibraries } from '../concepts/lists/library';
import { listIn, searchLists } from '../concepts/lists/list';
import { authentication } from '../parameters/authentication';
import { collectionOf, propertiesOf, type Parameters } from '../parameters/parameter';
import { eventNames, events, type Subject } from './events';
import { event, pollingOptions } from './parameters';
import { poll } from './poll';

/** Properties for the events of a module, a list or a library. */
function shownFor(subject: Subject, parameters: Parameters) {
	const event = eventNames.filter((name) => events[name].of === subject);
	return propertiesOf(parameters).map(({ displayOptions, ...property }) => ({
		...property,
		displayOptions: { ...displayOptions, show: { event, ...displayOptions?.show } },
	}));
}

export class WorkPointPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WorkPoint 365 Polling Trigger',
		name: 'workPointPollingTrigger',
		icon: { light: 'file:../../icons/workpoint.svg', dark: 'file:../../icons/workpoint.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["event"].replace(/[A-Z]/g, " $&").replace(/^./, (c) => c.toUpperCase()) }}',
		description:
			'Starts the workflow when entities, list items or documents change. It polls WorkPoint, so n8n needs no public URL.',
		defaults: { name: 'WorkPoint 365 Polling Trigger' },
		polling: true,
		inputs: [],
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
		],
		properties: [
			...propertiesOf({ authentication, event }),
			...shownFor('module', { businessModule }),
			...shownFor('list', listIn),
			...shownFor('library', library),
			collectionOf('options', pollingOptions),
		],
	};

	methods = {
		listSearch: { searchBusinessModules, searchEntities, searchLibraries, searchLists },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
