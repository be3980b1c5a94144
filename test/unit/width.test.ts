import type { Call } from '../../nodes/api/call';
import type { Failure } from '../../nodes/api/failure';
import { Width } from '../../nodes/WorkPoint/width';

const call: Call = { method: 'GET', path: '/api/Solution/Info' };
const other: Call = { method: 'POST', path: '/api/Entity/Copy' };

let width: Width;

beforeEach(() => {
	jest.useFakeTimers();
	jest.advanceTimersByTime(1);
	width = new Width();
});

afterEach(() => {
	jest.useRealTimers();
});

/** Calls that leave together and end after so many ms. */
function attempts(count: number, ms: number, failure?: Partial<Failure>, of: Call = call): void {
	const startedAt = performance.now();
	jest.advanceTimersByTime(ms);
	for (let i = 0; i < count; i++)
		width.observe(of, { startedAt, failure: failure as Failure | undefined });
	jest.advanceTimersByTime(1);
}

/** As many rounds of calls as the run is wide. */
function rounds(count: number, ms: number): number[] {
	return Array.from({ length: count }, () => {
		attempts(width.now, ms);
		return width.now;
	});
}

const throttled = { kind: 'throttled' as const, status: 429 };

test('a run starts with 5 parallel items and doubles up to 20 as long as answers do not become slower', () => {
	expect(width.now).toBe(5);
	expect(rounds(4, 300)).toEqual([10, 20, 20, 20]);
});

test.each<[what: string, failure: Partial<Failure>]>([
	['a 429', throttled],
	['a 503 of a gateway', { kind: 'gateway', status: 503 }],
	['no answer', { kind: 'network' }],
])('%s halves the width at once, down to 1', (_what, failure) => {
	rounds(2, 300);
	const widths = Array.from({ length: 6 }, () => {
		attempts(1, 300, failure);
		return width.now;
	});
	expect(widths).toEqual([10, 5, 2, 1, 1, 1]);
});

test('calls that were in progress together halve it once', () => {
	rounds(2, 300);
	attempts(20, 300, throttled);
	expect(width.now).toBe(10);
});

test('after a failure it widens by one per round', () => {
	attempts(1, 300, throttled);
	expect(width.now).toBe(2);
	expect(rounds(6, 300)).toEqual([3, 4, 5, 6, 7, 8]);
});

test('answers that take more than twice as long halve it, down to 5 and no further', () => {
	rounds(3, 300);
	expect(rounds(5, 900)).toEqual([10, 5, 5, 5, 5]);
});

test('one slow answer among many, and a kind of call that always takes longer, change nothing', () => {
	rounds(2, 300);
	attempts(1, 2_000);
	attempts(width.now - 1, 300);
	attempts(width.now, 2_000, undefined, other);
	expect(width.now).toBe(20);
});

test('a refusal that concerns the item itself never makes a run narrower than 5', () => {
	rounds(2, 300);
	for (let i = 0; i < 6; i++) attempts(1, 300, { kind: 'refused', status: 500 });
	expect(width.now).toBe(5);
	for (let i = 0; i < 6; i++) attempts(1, 300, { kind: 'refused', status: 400 });
	expect(width.now).toBe(5);
});
