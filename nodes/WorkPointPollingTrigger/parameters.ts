import { simplify } from '../parameters/outputForm';
import { options as optionsOf } from '../parameters/options';
import { otherSiteUrl } from '../parameters/url';
import { ignoreChangesBy } from './editors';
import { eventNames, events, type EventName } from './events';

const labels = Object.fromEntries(
	eventNames.map((name) => {
		const { label, description } = events[name];
		return [name, { name: label, description }];
	}),
) as Record<EventName, { name: string; description: string }>;

export const event = optionsOf<EventName>({
	displayName: 'Trigger On',
	description: 'The event that starts the workflow',
	labels,
	default: 'entityCreated',
});

export const pollingOptions = { ignoreChangesBy, simplify, siteUrl: otherSiteUrl };
