import type { INodeProperties } from 'n8n-workflow';

import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';

/**
 * The parameters that n8n's editor leaves out of the panel (2.11 and 2.41): those that a parameter is shown by which in
 * turn decides about a credential. It takes them for a part of the sign-in.
 */
function leftOut({
	credentials = [],
	properties,
}: Pick<WorkPoint['description'], 'credentials' | 'properties'>): string[] {
	const deciders = new Set(
		credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
	);
	const shownBy = properties
		.filter(({ name }) => deciders.has(name))
		.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	return properties.map(({ name }) => name).filter((name) => shownBy.includes(name));
}

test.each([
	['WorkPoint 365', new WorkPoint()],
	['WorkPoint 365 Trigger', new WorkPointTrigger()],
	['WorkPoint 365 Polling Trigger', new WorkPointPollingTrigger()],
])('the panel of %s has every parameter', (_name, { description }) => {
	expect(leftOut(description)).toEqual([]);
});

test('a parameter that decides about a credential would hide what it is shown by', () => {
	const property = (name: string, show?: Record<string, string[]>): INodeProperties => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
		displayOptions: { show },
	});
	const properties = [property('resource'), property('account', { resource: ['signature'] })];
	const credentials = [{ name: 'api', displayOptions: { show: { account: ['own'] } } }];
	expect(leftOut({ credentials, properties })).toEqual(['resource']);
});
