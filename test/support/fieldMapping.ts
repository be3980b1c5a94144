import type { INodeParameters, INodeProperties, ResourceMapperFields } from 'n8n-workflow';

import type { TestCredentials } from '../../n8n/n8nEngine';
import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { editorContext, workPointNode } from './runNode';

const { description, methods } = new WorkPoint();

/** The fields that the editor offers for mapping, by the method that the operation's own parameter names. */
export async function mappableFields(
	{ resource = 'entity', ...parameters }: INodeParameters,
	credentials: TestCredentials,
): Promise<ResourceMapperFields> {
	const given: INodeParameters = { resource, ...parameters };
	const isShown = ({ type, displayOptions }: INodeProperties) =>
		type === 'resourceMapper' &&
		['resource', 'operation'].every((name) =>
			displayOptions?.show?.[name]?.includes(given[name] as string),
		);
	const { resourceMapper } = description.properties.find(isShown)?.typeOptions ?? {};
	const method = resourceMapper?.resourceMapperMethod as keyof typeof methods.resourceMapping;
	return await methods.resourceMapping[method].call(
		editorContext(workPointNode(given), credentials),
	);
}
