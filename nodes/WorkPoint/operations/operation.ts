import type { Call } from '../../api/call';
import { labelOf, type Parameters } from '../../parameters/parameter';
import { readCollection, readParameters, refuse } from '../../parameters/reader';
import type { Engine } from '../engine';
import type { Item } from '../run';
import { BatchJob, CallJob, SeveralCallsJob } from './jobs';
import type { Definition, Description, Prefetch, ReadValues, Values } from './definition';

/** An operation with its types closed over: a description for the editor, and a function for the engine. */
export interface OperationDefinition extends Description {
	/** Whether an answer with status 200 can report a failure. */
	reportsErrors: boolean;
	/** Runs it for all items of the engine. */
	run(engine: Engine): Promise<void>;
}

/** A resource, as defined in its file. */
export interface ResourceDefinition {
	/** The name in the picker, if it differs from the value in words. */
	name?: string;
	description: string;
	/** By their values, which workflows store: never change one once released. The first is the picker's default. */
	operations: Record<string, OperationDefinition>;
}

/** An entry of a picker. */
interface Picked {
	value: string;
	name: string;
}

export type Operation = OperationDefinition & Picked;

export interface Resource extends Picked {
	description: string;
	operations: Operation[];
}

/** The checked values of an item. */
async function readValues<P extends Parameters, A extends Parameters, O extends Parameters>(
	{ parameters, additionalFields, options }: Description<P, A, O>,
	{ source }: Item,
): Promise<ReadValues<P, A, O>> {
	return {
		...(await readParameters(source, parameters)),
		...(await readCollection(source, 'additionalFields', additionalFields)),
		...(await readCollection(source, 'options', options)),
	};
}

/** Ties the types of an operation's parameters, of its call and of the answer to its functions. */
export function operation<
	P extends Parameters,
	C extends Call,
	A extends Parameters = Record<never, never>,
	O extends Parameters = Record<never, never>,
	L extends Prefetch<Values<P, A, O>> = Record<never, never>,
>(definition: Definition<P, A, O, L, C>): OperationDefinition {
	const { name, action, description, parameters, additionalFields, options, keepsInputFiles } =
		definition;
	const shown: Parameters = { ...parameters, ...additionalFields, ...options };
	const read = async (item: Item) => {
		const values = await readValues<P, A, O>(definition, item);
		definition.check?.(values, (parameter, problem, advice) => {
			const label = shown[parameter] ? labelOf(parameter, shown[parameter]) : parameter;
			return refuse(item.source, label, problem, advice);
		});
		return values;
	};
	return {
		name,
		action,
		description,
		parameters,
		additionalFields,
		options,
		keepsInputFiles,
		reportsErrors: 'serviceErrors' in definition || 'batch' in definition,
		async run(engine) {
			if ('batch' in definition)
				await engine.runTogether(
					definition.batch.size,
					async (item) => new BatchJob(item, await read(item), definition),
					async (jobs) => await BatchJob.carryOut(jobs),
				);
			else if ('execute' in definition)
				await engine.runEach(
					async (item) => new SeveralCallsJob(item, await read(item), definition),
				);
			else await engine.runEach(async (item) => new CallJob(item, await read(item), definition));
		},
	};
}
