/** Has `Date` say another time, while timers go on as ever; `jest.useRealTimers()` ends it. */
export function setDate(now: number): void {
	jest.useFakeTimers({
		now,
		doNotFake: [
			'setTimeout',
			'setInterval',
			'setImmediate',
			'clearTimeout',
			'clearInterval',
			'clearImmediate',
			'nextTick',
			'performance',
			'hrtime',
			'queueMicrotask',
		],
	});
}
