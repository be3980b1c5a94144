import { simplify } from '../parameters/outputForm';
import { options as optionsOf } from '../parameters/options';
import { otherSiteUrl } from '../parameters/url';
import type { EventName } from './events';

export const event = optionsOf<EventName>({
	displayName: 'Trigger On',
	description: 'What starts the workflow',
	labels: {
		documentCreatedOrUpdated: {
			name: 'Document Created or Updated',
			description: 'A document of a library was added or changed',
		},
		entityCreated: { description: 'A business module has a new entity' },
		entityCreatedOrUpdated: {
			name: 'Entity Created or Updated',
			description: 'An entity of a business module was added or changed',
		},
		listItemCreatedOrUpdated: {
			name: 'List Item Created or Updated',
			description: 'An item of a list was added or changed',
		},
		stageChanged: { description: 'An entity of a business module entered another stage' },
	},
	default: 'entityCreated',
});

export const options = { simplify, siteUrl: otherSiteUrl };
