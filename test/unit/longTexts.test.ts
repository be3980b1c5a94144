import { judgeResponse } from '../../nodes/api/failure';
import { withoutSecrets } from '../../nodes/api/secrets';
import { normalizedAddress, decoded, lastSegment, webUrl } from '../../nodes/api/urls';
import { siteAddress } from '../../nodes/api/sharePointAddress';
import { viewOf } from '../../nodes/concepts/query/caml';
import { escapeXml, parseXml, unescapeXml } from '../../nodes/api/xml';
import { entity } from '../../nodes/concepts/entity';
import { pointInTime } from '../../nodes/parameters/date';
import { plainBase64 } from '../../nodes/parameters/file';
import { fileNameProblem, numberedFileName } from '../../nodes/parameters/fileName';
import { guid } from '../../nodes/parameters/guid';
import { contentTypeId } from '../../nodes/parameters/locator';
import { digits } from '../../nodes/parameters/number';
import { request } from '../../nodes/WorkPoint/operations/apiRequest/request';
import type { Reader } from '../../nodes/parameters/parameter';

const length = 100_000;

/** Texts that make an expression with two ways to go try them all. */
const texts = [
	'/',
	' ',
	'a',
	'a/',
	'%',
	'%20',
	'%2e',
	'&',
	'&#',
	'&amp;',
	'<',
	'<a ',
	'<title',
	'"',
	'\\',
	'=',
	'A=',
	'@',
	'.',
	'.aspx',
	'/_layouts/',
	'/Lists/',
	'?id=1',
	'&ID=1',
	'eyJ-',
	'eyJa.',
	'Bearer ',
	'secret ',
	'password:',
	'<password ',
	'-',
	'0',
	'2026-',
	'{',
	';#',
	'\n',
	'\ud83d',
	'Trace ID:',
].flatMap((part) => {
	const long = part.repeat(Math.ceil(length / part.length));
	return [
		long,
		`${long}!`,
		`${long}\n`,
		`https://contoso.sharepoint.com/${long}!`,
		`/api/${long} `,
	];
});

const reader = (value: string) =>
	({
		value: () => value,
		timezone: 'UTC',
		refuse: () => {
			throw new Error('refused');
		},
	}) as unknown as Reader;

const patternsOf = (field: unknown): RegExp[] => {
	const found: RegExp[] = [];
	JSON.stringify(field, (name, value: unknown) => {
		if (name === 'regex' && typeof value === 'string') found.push(new RegExp(value));
		return value;
	});
	return found;
};

const places: Array<[place: string, read: (text: string) => unknown]> = [
	['secrets that are looked for', (text) => withoutSecrets(text, ['a-secret', '\\\\\\\\a'])],
	['a long secret', (text) => withoutSecrets('What the service said', [text])],
	[
		'an error of the service',
		(text) =>
			judgeResponse({ statusCode: 500, headers: {}, body: text }, { method: 'GET', path: '' }),
	],
	['an address', (text) => [webUrl(text), lastSegment(text)]],
	['the address of a site', (text) => siteAddress(text)],
	['the key of an address', (text) => normalizedAddress(text)],
	['percent-encoding', (text) => decoded(text)],
	['XML', (text) => [parseXml(text), unescapeXml(escapeXml(text)), viewOf(text)]],
	['a date', (text) => pointInTime(text, 'UTC')],
	['base64', (text) => plainBase64(text)],
	['the name of a file', (text) => [fileNameProblem(text), numberedFileName(text, 1)]],
	['an ID', (text) => [guid(text), digits(text), contentTypeId.read(text)]],
	['a path', (text) => request.parameters.path?.read(reader(text), 'path')],
	[
		'what the editor checks',
		(text) => patternsOf(entity.field).map((pattern) => pattern.exec(text)),
	],
];

/** Time of the processor in ms: that of the clock tells how busy a machine is. */
function timeOf(work: () => unknown): number {
	const before = process.cpuUsage();
	try {
		work();
	} catch {
		// A refusal is as good.
	}
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

// A text of this length that is tried in all ways takes minutes.
test.each(places)('%s of 100,000 characters takes less than a second', (_place, read) => {
	for (const text of texts) {
		const ms = timeOf(() => read(text));
		if (ms >= 1_000) throw new Error(`${text.slice(0, 60)} took ${ms} ms`);
	}
});
