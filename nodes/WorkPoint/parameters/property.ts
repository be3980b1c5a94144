import type { INodeProperties } from 'n8n-workflow';

import type { Parameter } from './parameter';

/** n8n's property for a parameter. */
export function propertyOf(name: string, { field }: Parameter<unknown>): INodeProperties {
	return { ...field, name };
}
