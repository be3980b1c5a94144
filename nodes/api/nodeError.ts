import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Failure } from './failure';
import { inOne, sentence } from './messageParts';

/** Replacements for JavaScript's own messages, which would not help a user. */
const languageWords: Record<string, { message: string; description?: string }> = {
	RangeError: { message: 'A value of this item is nested too deeply' },
	TypeError: {
		message: 'WorkPoint answered in a form that this node cannot read',
		description:
			'If the operation changes something, check in WorkPoint whether it was carried out. Please report the request in an issue.',
	},
};

/** The classification of the failure behind a node error. */
type Judged = Partial<Pick<Failure, 'kind' | 'status' | 'mayHaveHappened' | 'exceedsThreshold'>>;

/** Attaches the classification of the failure to a node error. */
export function withJudgment(
	error: NodeApiError,
	{ kind, status, mayHaveHappened, exceedsThreshold }: Judged,
) {
	Object.assign(error.context, { kind, status, mayHaveHappened, exceedsThreshold });
	return error;
}

/** The classification of the failure behind a client error; empty for any other error. */
export function judgmentOf(error: unknown): Judged {
	return error instanceof NodeApiError ? error.context : {};
}

/** Converts any failure to a node error, whose message and advice n8n shows. */
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
 * Converts any failure to a node error with the advice in its message: n8n shows nothing else when it publishes a
 * workflow, and when it loads a list of options.
 */
export function withAdviceInMessage(
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
