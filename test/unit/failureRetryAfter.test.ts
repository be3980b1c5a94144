import { judgeResponse, retryAfter } from '../../nodes/api/failure';

const now = Date.UTC(2026, 0, 5, 12);
const at = (seconds: number) => new Date(now + seconds * 1_000).toUTCString();

beforeEach(() => {
	jest.useFakeTimers({ now });
});

afterEach(() => {
	jest.useRealTimers();
});

test.each<[what: string, headers: Record<string, unknown>, wait: number | undefined]>([
	['seconds', { 'retry-after': '7' }, 7_000],
	['seconds, whatever the clock of the service', { 'retry-after': '7', date: at(-600) }, 7_000],
	['no time left', { 'retry-after': '0' }, 0],
	['a date, with clocks that agree', { 'retry-after': at(30), date: at(0) }, 30_000],
	['a date, the service ten minutes ahead', { 'retry-after': at(630), date: at(600) }, 30_000],
	['a date, the service ten minutes behind', { 'retry-after': at(-570), date: at(-600) }, 30_000],
	['a date, without the clock of the service', { 'retry-after': at(30) }, 30_000],
	['a date, with a clock that cannot be read', { 'retry-after': at(30), date: 'soon' }, 30_000],
	['a date that has passed', { 'retry-after': at(-1), date: at(0) }, 0],
	['neither', { 'retry-after': 'later' }, undefined],
	['an empty text', { 'retry-after': ' ' }, undefined],
	['nothing', {}, undefined],
])('Retry-After with %s', (_what, headers, wait) => {
	expect(retryAfter({ headers })).toBe(wait);
});

test.each([
	[429, {}, 'throttled'],
	[503, { 'retry-after': '1' }, 'throttled'],
	[503, {}, 'gateway'],
	[503, { 'retry-after': 'later' }, 'gateway'],
	[500, { 'retry-after': '1' }, 'gateway'],
	[200, { 'retry-after': '1' }, undefined],
])('a call answered with %d and %j is judged as %s', (statusCode, headers, expected) => {
	const failure = judgeResponse({ statusCode, headers, body: '' }, { method: 'GET', path: '' });
	expect(failure?.kind).toBe(expected);
});
