import { UserError } from 'n8n-workflow';

import { judgeThrown } from '../../nodes/api/thrownFailure';
import { call, isRead, type Call } from '../../nodes/api/call';
import {
	judgeResponse,
	judgeUnreadable,
	judgeUnsendable,
	type FailureKind,
} from '../../nodes/api/failure';
import { retryOf } from '../../nodes/api/retry';

const read: Call = { method: 'GET', path: '/api/BusinessModules' };
const write: Call = { method: 'POST', path: '/api/ListItem/Update', body: {} };

const answer = (status: number, body = '', headers: Record<string, string> = {}) => ({
	statusCode: status,
	headers,
	body,
});

const page = '<!DOCTYPE html><html><head><title>Bad gateway</title></head></html>';
const own = {
	ExceptionMessage: '{"Message":"An error has occurred.","ExceptionMessage":"The list is locked."}',
	Message: '{"Message":"An error has occurred."}',
	ModelState: '{"ModelState":{"data.Title":["The Title field is required."]}}',
	InnerException: '{"InnerException":{"ExceptionMessage":"Hours is read-only."}}',
};

describe("only WorkPoint's own error form, with a status from 400 to 500, proves that a write was refused", () => {
	test.each(
		[400, 403, 404, 409, 422, 500].flatMap((status) =>
			Object.entries(own).map(([form, body]) => [status, form, body] as const),
		),
	)('%i with %s', (status, _form, body) => {
		expect(judgeResponse(answer(status, body), write)).toMatchObject({
			kind: 'refused',
			mayHaveHappened: false,
		});
	});

	const proofless: Array<[what: string, body: string]> = [
		['nothing', ''],
		['a JSON text', '"The list is locked."'],
		['plain text', 'Object reference not set'],
		['a web page', page],
		['an empty object', '{}'],
		['a list', '[{"Message":"x"}]'],
		['JSON null', 'null'],
		['the form of another service', '{"error":{"code":"x","message":"y"}}'],
		['a message in small letters', '{"message":"x"}'],
		['an empty Message', '{"Message":" "}'],
		['a Message that is no text', '{"Message":{"a":1}}'],
		['the form with half of it lost', own.ExceptionMessage.slice(0, -10)],
	];
	test.each([
		...[400, 404, 405, 409, 500].flatMap((status) =>
			proofless.map(([what, body]) => [status, what, body] as const),
		),
		...[301, 302, 307].map((status) => [status, 'nothing', ''] as const),
		// What stands before the service speaks in these.
		...[501, 502, 503, 504, 520, 599].flatMap((status) => [
			...proofless.map(([what, body]) => [status, what, body] as const),
			...Object.entries(own).map(([what, body]) => [status, what, body] as const),
		]),
	])('%i with %s proves nothing', (status, _what, body) => {
		expect(judgeResponse(answer(status, body), write)).toMatchObject({
			kind: 'gateway',
			mayHaveHappened: true,
		});
		expect(judgeResponse(answer(status, body), read)?.mayHaveHappened).toBe(false);
	});

	test.each([
		[429, '', {}],
		[429, page, { 'retry-after': '1' }],
		[503, '', { 'retry-after': '1' }],
		[503, own.Message, { 'retry-after': '1' }],
	])('%i with %j is throttled (%j)', (status, body, headers) => {
		expect(judgeResponse(answer(status, body, headers as never), write)).toMatchObject({
			kind: 'throttled',
			mayHaveHappened: false,
			isTransient: true,
		});
	});

	test.each([200, 201, 204])('%i is not a failure', (status) => {
		expect(judgeResponse(answer(status, page), write)).toBeUndefined();
	});

	test.each([page, '[{"Id":', 'OK'])('an answer of 200 that cannot be read: %s', (body) => {
		expect(judgeUnreadable(answer(200, body), write).mayHaveHappened).toBe(true);
		expect(judgeUnreadable(answer(200, body), read).mayHaveHappened).toBe(false);
	});
});

const errno = (code: string, syscall?: string) =>
	Object.assign(new Error(`${syscall} ${code}`), { code, ...(syscall ? { syscall } : {}) });
/** As the HTTP client hands it over. */
const wrapped = (cause: Error & { code?: string }) =>
	Object.assign(new Error(cause.message), { code: cause.code, cause });
const all = (...errors: Error[]) =>
	Object.assign(new AggregateError(errors), { code: (errors[0] as { code?: string }).code });

describe('only a connection that was never established, or a handshake that n8n aborted, proves that a write was not sent', () => {
	test.each<[what: string, thrown: Error, wasSent: boolean]>([
		['ECONNREFUSED at connect', errno('ECONNREFUSED', 'connect'), false],
		['ETIMEDOUT at connect', errno('ETIMEDOUT', 'connect'), false],
		['EHOSTUNREACH at connect', errno('EHOSTUNREACH', 'connect'), false],
		['ENOTFOUND at getaddrinfo', errno('ENOTFOUND', 'getaddrinfo'), false],
		['EAI_AGAIN at getaddrinfo', errno('EAI_AGAIN', 'getaddrinfo'), false],
		['ECONNRESET at read', errno('ECONNRESET', 'read'), true],
		['ETIMEDOUT at read', errno('ETIMEDOUT', 'read'), true],
		['EPIPE at write', errno('EPIPE', 'write'), true],
		['ECONNREFUSED at no call that is told', errno('ECONNREFUSED'), true],
		['ENOTFOUND at no call that is told', errno('ENOTFOUND'), true],
		['ECONNREFUSED at read', errno('ECONNREFUSED', 'read'), true],
		['ECONNABORTED of the time-out', errno('ECONNABORTED'), true],
		['EPROTO at write, as TLS is not spoken', errno('EPROTO', 'write'), true],
		['a certificate that is not trusted', errno('DEPTH_ZERO_SELF_SIGNED_CERT'), false],
		['a certificate of another host', errno('ERR_TLS_CERT_ALTNAME_INVALID'), false],
		['a certificate that has expired', errno('CERT_HAS_EXPIRED'), false],
		// With TLS 1.3 a service says so after it has got the call.
		[
			'a service that asks for a certificate of ours',
			errno('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
			true,
		],
		[
			'a certificate that the service does not accept',
			errno('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'),
			true,
		],
		['no code at all', new Error('socket hang up'), true],
		[
			'each address refused',
			all(errno('ECONNREFUSED', 'connect'), errno('ETIMEDOUT', 'connect')),
			false,
		],
		[
			'one address refused, the other broken later',
			all(errno('ECONNREFUSED', 'connect'), errno('ECONNRESET', 'read')),
			true,
		],
		[
			'an address of which nothing is told',
			all(errno('ECONNREFUSED', 'connect'), new Error()),
			true,
		],
		['no address tried', new AggregateError([]), true],
		[
			'a broken answer after a refused connection',
			Object.assign(errno('ECONNRESET', 'read'), { cause: errno('ECONNREFUSED', 'connect') }),
			true,
		],
	])('%s', (_what, thrown, mayHaveHappened) => {
		for (const one of [thrown, wrapped(thrown), wrapped(wrapped(thrown))]) {
			expect(judgeThrown(one, write)).toMatchObject({ kind: 'network', mayHaveHappened });
			expect(judgeThrown(one, read).mayHaveHappened).toBe(false);
		}
	});
});

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

describe("n8n's own block proves that nothing was sent", () => {
	test.each(['SsrfBlockedIpError', 'SsrfBlockedHostnameError'])('%s', (name) => {
		const block = Object.assign(named(name, 'It was blocked'), { description: 'Ask the admin' });
		for (const one of [block, wrapped(block), wrapped(wrapped(block))]) {
			expect(judgeThrown(one, write)).toEqual({
				kind: 'blocked',
				mayHaveHappened: false,
				isTransient: false,
				said: 'It was blocked',
				advice: 'Ask the admin',
			});
		}
	});

	test('but the same message from another source does not', () => {
		const words = 'The request was blocked because it resolves to a restricted IP address';
		expect(judgeThrown(new Error(words), write)).toMatchObject({
			kind: 'network',
			mayHaveHappened: true,
		});
	});
});

describe('a 407 proves that nothing was sent', () => {
	test('when a proxy says so', () => {
		const asked = { 'proxy-authenticate': 'Basic realm="proxy"' };
		expect(judgeResponse(answer(407, page, asked), write)).toMatchObject({
			kind: 'proxy',
			mayHaveHappened: false,
			isTransient: false,
		});
	});

	test('but not when it may be the answer of the service itself', () => {
		expect(judgeResponse(answer(407, page), write)).toMatchObject({
			kind: 'gateway',
			mayHaveHappened: true,
		});
	});
});

describe('the proxy of n8n is named when the proxy could not be reached', () => {
	const called = (url: string, cause: object) =>
		Object.assign(wrapped(errno('ECONNREFUSED')), { config: { url }, cause });
	const at = (address: string, port: number) => ({ syscall: 'connect', address, port });
	const named = (hostname: string) => ({ syscall: 'getaddrinfo', hostname });

	test.each<[what: string, url: string, cause: object, proxy: string | undefined]>([
		['another port', 'https://api.example/x', at('10.0.0.1', 3128), '10.0.0.1:3128'],
		['another name', 'https://api.example/x', named('proxy.example'), 'proxy.example'],
		['the same port', 'https://api.example/x', at('10.0.0.1', 443), undefined],
		['the same name', 'https://api.example/x', named('api.example'), undefined],
		['the port of the address', 'http://127.0.0.1:8080/x', at('127.0.0.1', 8080), undefined],
		['the port of http', 'http://api.example/x', at('127.0.0.1', 80), undefined],
	])('%s', (_what, url, cause, proxy) => {
		expect(judgeThrown(called(url, cause), write)).toMatchObject({ kind: 'network', proxy });
	});
});

describe('a call that could not be encoded was not sent', () => {
	test.each(['ERR_INVALID_URL', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'])('%s', (code) => {
		expect(judgeThrown(wrapped(errno(code)), write)).toEqual({
			kind: 'unsendable',
			mayHaveHappened: false,
			isTransient: false,
			said: undefined,
		});
	});

	test('only messages written for users are shown', () => {
		expect(judgeUnsendable(new URIError('URI malformed')).said).toBeUndefined();
		expect(judgeUnsendable(new UserError('its body is nested too deeply')).said).toBe(
			'its body is nested too deeply',
		);
	});
});

describe('a retry', () => {
	test.each<[kind: FailureKind, mayHaveHappened: boolean, reads: boolean, writes: boolean]>([
		['throttled', false, true, true],
		['refused', false, true, false],
		['gateway', true, true, false],
		['network', true, true, false],
		['network', false, true, true],
		['signIn', false, true, true],
	])('after %s that may have happened: %s', (kind, mayHaveHappened, reads, writes) => {
		const failure = { kind, mayHaveHappened, isTransient: true };
		expect(retryOf(failure, read, 1) !== undefined).toBe(reads);
		expect(retryOf(failure, write, 1) !== undefined).toBe(writes);
	});
});

describe('a GET that changes something is not a read, however it is written', () => {
	test.each([
		'/api/Task/DeleteTask',
		'/api/task/deletetask',
		'/API/Task/DeleteTask/',
		'/api/Task/%44elete%54ask',
		'/api/Event/DeleteEvent',
		'/api/JournalizeFlag/SetFlags',
		'/api/Favorites/MoveUp/5',
		'/api/favorites/MOVEDOWN/5/',
		'/api/Favorites/SetIsMailList/a%2Fb',
		'/api/Favorites/MoveUp',
	])('%s', (path) => {
		expect(isRead({ method: 'GET', path })).toBe(false);
	});

	test.each(['/api/Task/DeleteTasks', '/api/Favorites', '/api/Favorites/MoveUpwards/5', '/api/x'])(
		'but %s is a read',
		(path) => {
			expect(isRead({ method: 'GET', path })).toBe(true);
		},
	);
});

test.each(['', '.', '..', '\ud83d', 'a\udc00b'])(
	'a path cannot contain the value %j',
	(identifier) => {
		expect(() =>
			call('GET /api/Parameter/GetPowerAppAndFlowParameter/{identifier}', { path: { identifier } }),
		).toThrow(UserError);
	},
);
