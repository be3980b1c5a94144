import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

/** What stopped the work as an error of the node: n8n shows its message and its advice. */
export function asNodeError(
	node: INode,
	failure: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) return failure;
	// What the language says of a value that it cannot walk through would tell a user nothing.
	const isTooDeep = failure instanceof Error && failure.name === 'RangeError';
	return new NodeOperationError(
		node,
		isTooDeep ? 'A value of this item nests too deeply' : (failure as Error),
		{ itemIndex },
	);
}
