/** An item that shares a call with others. */
interface Batched {
	/** Items with the same key may share a call. */
	batchKey: string;
	/** The ordering keys of what the item changes. */
	orderKeys: string[];
}

/**
 * Puts items into batches, each for one call. Items that change the same thing keep their order: none gets into a
 * batch before that of an earlier one.
 *
 * @param size the maximum number of items in a batch
 */
export function batchesOf<T extends Batched>(items: T[], size: number): Array<[T, ...T[]]> {
	const batches: Array<[T, ...T[]]> = [];
	const open = new Map<string, number>();
	const lastChange = new Map<string, number>();
	for (const item of items) {
		const earliest = Math.max(0, ...item.orderKeys.map((key) => lastChange.get(key) ?? 0));
		let index = open.get(item.batchKey) ?? -1;
		const batch = index < earliest ? undefined : batches[index];
		if (batch !== undefined && batch.length < size) batch.push(item);
		else {
			index = batches.push([item]) - 1;
			open.set(item.batchKey, index);
		}
		for (const key of item.orderKeys) lastChange.set(key, index);
	}
	return batches;
}
