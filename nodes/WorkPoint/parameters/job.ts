import type { INodePropertyOptions } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/request';
import { optionalText } from './basic';
import type { Parameter } from './parameter';

/** The queue that takes a job (grade A: the vendor's client library sends it in a header). */
export const jobQueue = optionalText({
	displayName: 'Job Queue',
	description: 'The name of the queue that takes the job. WorkPoint decides when it is left out.',
	placeholder: 'e.g. Integration',
});

/** The header that names the queue. */
export function queueHeader(queue: string | undefined): ApiRequest['headers'] {
	return queue === undefined ? undefined : { WorkPointJobQueue: queue };
}

/** Some of the names that the contract knows. */
export function choices<Name extends string>(labels: {
	displayName: string;
	description: string;
	options: Array<INodePropertyOptions & { value: Name }>;
}): Parameter<Name[]> {
	const names = labels.options.map(({ value }) => value);
	return {
		field: { ...labels, type: 'multiOptions', default: [] },
		read(reader, name) {
			const value = reader.value(name);
			const given = Array.isArray(value) ? value : [value];
			return given.every((one) => names.includes(one))
				? (given as Name[])
				: reader.refuse('has an unknown choice', `Use some of: ${names.join(', ')}.`);
		},
	};
}
