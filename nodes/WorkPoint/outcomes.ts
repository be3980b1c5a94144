import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asNodeError, judgmentOf } from '../api/nodeError';
import { filesOf } from '../parameters/inputFile';
import { isTool } from '../parameters/reader';
import type { OutputFile, OutputItem } from './operations/definition';

type ItemError = ReturnType<typeof asNodeError>;

/** The outcome of each item of a run, and so of the run: its output, or the failure that stops the node. */
export class Outcomes {
	private readonly results: INodeExecutionData[][] = [];

	/** The failure that stops the node. */
	private readonly failures: ItemError[] = [];

	readonly count: number;

	/** Whether the output keeps the files of the input by default. */
	keepsInputFiles = false;

	constructor(private readonly context: IExecuteFunctions) {
		this.count = context.getInputData().length;
	}

	/** Whether no further work may start. */
	get isStopped(): boolean {
		return this.failures.length > 0 || this.isCancelled;
	}

	private get isCancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted === true;
	}

	/** Whether the item has its outcome. */
	has(index: number): boolean {
		return this.results[index] !== undefined;
	}

	async succeed(index: number, items: OutputItem[]): Promise<void> {
		this.results[index] = await Promise.all(
			items.map(async (item) => await this.toItem(index, item)),
		);
	}

	/** Failed items keep their fields and files, whatever the reason. */
	fail(index: number, failure: unknown): void {
		// The user has canceled; n8n drops any further output.
		if (this.isCancelled) return;
		const error = asNodeError(this.context.getNode(), failure, index);
		error.context.itemIndex = index;
		if (!this.context.continueOnFail()) return void this.failures.push(error);
		const item = { json: this.errorFields(index, error), pairedItem: { item: index } };
		const binary = this.keptFiles(index);
		this.results[index] = [binary === undefined ? item : { ...item, binary }];
	}

	/** A failure of the whole run is the failure of all items without an outcome. */
	failOthers(failure: unknown): void {
		for (let i = 0; i < this.count; i++) if (!this.has(i)) this.fail(i, failure);
	}

	/** Does a part of an item's work, unless the run has stopped or the item has an outcome. */
	async attempt<T>(index: number, work: () => Promise<T>): Promise<T | undefined> {
		if (this.isStopped || this.has(index)) return undefined;
		try {
			return await work();
		} catch (failure) {
			this.fail(index, failure);
			return undefined;
		}
	}

	/**
	 * The items of the node's output, in the order of the input.
	 *
	 * @param isRepeatable whether running the same items again is safe
	 * @throws {NodeApiError|NodeOperationError} the failure of the first item that failed, with Continue On Fail off
	 */
	output(isRepeatable: boolean): INodeExecutionData[] {
		const [first] = this.failures.sort(
			(a, b) => Number(a.context.itemIndex) - Number(b.context.itemIndex),
		);
		if (first === undefined) return this.results.flat();
		first.description = [first.description, this.progressText(isRepeatable)]
			.filter(Boolean)
			.join(' ');
		throw first;
	}

	/** The progress of the run, so that nobody repeats it unknowingly. */
	private progressText(isRepeatable: boolean): string | undefined {
		if (this.count === 1) return undefined;
		const done = this.results.filter((items) => items !== undefined).length;
		const uncertain = this.failures.filter(
			(failure) => judgmentOf(failure).mayHaveHappened === true,
		).length;
		if (done + uncertain === 0)
			return this.count === 2
				? 'The other item was not processed.'
				: `None of the other ${this.count - 1} items were processed.`;
		const counts = [
			`${done} of ${this.count} items had been processed`,
			...(uncertain === 0 ? [] : [`${uncertain} may have been processed`]),
		];
		const progress = `${counts.join(' and ')} when the node stopped`;
		return isRepeatable ? `${progress}.` : `${progress}; running it again repeats them.`;
	}

	/**
	 * n8n's error output takes items whose fields are an error alone, and adds those of the input. An item with n8n's own
	 * `error` would lose them at either output. The model of an agent knows what it asked for.
	 */
	private errorFields(index: number, { message, name }: ItemError): INodeExecutionData['json'] {
		const error = { error: message || name };
		const node = this.context.getNode();
		return isTool(node) || node.onError === 'continueErrorOutput'
			? error
			: { ...this.context.getInputData()[index]?.json, ...error };
	}

	private async toItem(index: number, { json, file }: OutputItem): Promise<INodeExecutionData> {
		const item: INodeExecutionData = { json, pairedItem: { item: index } };
		const binary = {
			...this.keptFiles(index),
			...(file === undefined ? {} : await this.toBinary(file)),
		};
		return Object.keys(binary).length === 0 ? item : { ...item, binary };
	}

	private async toBinary({ field, data, fileName, mimeType }: OutputFile) {
		return { [field]: await this.context.helpers.prepareBinaryData(data, fileName, mimeType) };
	}

	/** The files of an input item, if the user wants to keep them. */
	private keptFiles(index: number): IBinaryKeyData | undefined {
		try {
			const { keepsInputFiles } = this;
			return this.context.getNodeParameter('options.keepInputFiles', index, keepsInputFiles) ===
				true
				? filesOf(this.context, index)
				: undefined;
		} catch {
			// An unreadable expression has already failed the item.
			return undefined;
		}
	}
}
