import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Failure } from './failure';
import { inOne, sentence } from './messageParts';

/** What to say in place of the language's own words, which would tell a user nothing. */
const languageWords: Record<string, { message: string; description?: string }> = {
	RangeError: { message: 'A value of this item is nested too deeply' },
	TypeError: {
		message: 'WorkPoint answered in a form that this node cannot read',
		description:
			'If the operation changes something, check in WorkPoint whether it was carried out. Please tell us in an issue what was asked for.',
	},
};

/** What is known of a failure behind an error of the node. */
type Judged = Partial<Pick<Failure, 'kind' | 'status' | 'mayHaveHappened' | 'exceedsThreshold'>>;

/** An error of the node that carries how the failure behind it was judged. */
export function withJudgment(
	error: NodeApiError,
	{ kind, status, mayHaveHappened, exceedsThreshold }: Judged,
) {
	Object.assign(error.context, { kind, status, mayHaveHappened, exceedsThreshold });
	return error;
}

/** How the failure behind an error of the client was judged; nothing is known of any other error. */
export function judgmentOf(error: unknown): Judged {
	return error instanceof NodeApiError ? error.context : {};
}

/** What stopped the work as an error of the node: n8n shows its message and its advice. */
export function asNodeError(
	node: INode,
	failure: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) return failure;
	const words = languageWords[(failure as Error).name];
	return new NodeOperationError(node, words?.message ?? (failure as Error), {
		description: words?.description,
		itemIndex,
	});
}

/**
 * What stopped the work as an error whose message alone says what to do: n8n shows nothing else when it publishes a
 * workflow.
 */
export function asPublishingError(
	node: INode,
	failure: unknown,
): NodeApiError | NodeOperationError {
	const error = asNodeError(node, failure);
	const { message, description } = error;
	if (typeof description === 'string' && description !== '') {
		error.message = inOne(sentence(message), description);
		error.description = null;
	}
	return error;
}
