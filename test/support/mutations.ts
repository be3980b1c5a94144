/** A service between a client and the sandbox that answers in odd ways: it drops, replaces and wraps parts of answers. */
import axios from 'axios';
import fc from 'fast-check';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an answer, or a part of one, is replaced by. */
const odd: unknown[] = [
	null,
	'',
	'text',
	'7',
	'2026-13-45T99:99:99Z',
	0,
	-1,
	1.5,
	1e300,
	true,
	[],
	[null],
	[[]],
	['text', 7, {}],
	{},
	{ Value: null },
	{ Items: 'text', jsonItems: [], Id: {}, toString: 'x', length: -1 },
	{ type: ['null'], properties: { A: { type: {} }, B: null }, required: 'A' },
];

/** Bodies that are no JSON, or none that was asked for. */
const rawBodies = ['', '{', 'text', '<html><title>Oops</title>', '"', '\ufeff{}'];

export interface Mutation {
	/** Which of the parts of the answer; counted from the end of all of them. */
	part: number;
	kind: 'drop' | 'replace' | 'otherCase' | 'wrap' | 'raw';
	by: number;
	contentType: string;
	status: number;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
	part: fc.nat(400),
	kind: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'otherCase', 'wrap', 'raw'),
	by: fc.nat(1_000),
	contentType: fc.constantFrom('application/json', 'application/json', 'text/plain', 'text/html'),
	status: fc.constantFrom(200, 200, 200, 200, 200, 201, 204, 400, 404),
});

type Place = { holder: Record<string, unknown>; key: string };

/** Every place in a value that holds something. */
function placesIn(holder: Record<string, unknown>): Place[] {
	return Object.entries(holder).flatMap(([key, value]) => [
		{ holder, key },
		...(typeof value === 'object' && value !== null
			? placesIn(value as Record<string, unknown>)
			: []),
	]);
}

function change({ holder, key }: Place, { kind, by }: Mutation): void {
	const value = holder[key];
	if (kind === 'drop') delete holder[key];
	else if (kind === 'wrap') holder[key] = by % 2 === 0 ? [value] : { schema: value };
	else if (kind === 'otherCase' && !Array.isArray(holder)) {
		delete holder[key];
		holder[by % 2 === 0 ? key.toUpperCase() : key.toLowerCase()] = value;
	} else holder[key] = structuredClone(odd[by % odd.length]);
}

/** An answer with some of its parts changed. */
export function mutated(body: string, mutations: Mutation[]): string {
	const raw = mutations.find(({ kind }) => kind === 'raw');
	if (raw !== undefined) return rawBodies[raw.by % rawBodies.length] ?? '';
	let answer: { body: unknown };
	try {
		answer = { body: JSON.parse(body) as unknown };
	} catch {
		answer = { body };
	}
	for (const one of mutations) {
		const places = placesIn(answer);
		const place = places[one.part % places.length];
		if (place !== undefined) change(place, one);
	}
	return answer.body === undefined ? '' : JSON.stringify(answer.body);
}

export class OddService {
	/** What the next answers are changed by: one entry each, and those after them not at all. */
	next: Mutation[][] = [];

	private constructor(
		private readonly server: Server,
		private readonly sandbox: string,
	) {
		server.on('request', (request, response) => void this.pass(request, response));
	}

	static async start(sandbox: string): Promise<OddService> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new OddService(server, sandbox);
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const answer = await axios.request<string>({
			method: request.method,
			url: this.sandbox + (request.url ?? ''),
			headers: { ...(request.headers as Record<string, string>), host: new URL(this.sandbox).host },
			data: chunks.length === 0 ? undefined : Buffer.concat(chunks),
			responseType: 'text',
			transformResponse: [],
			validateStatus: () => true,
		});
		const mutations = this.next.shift() ?? [];
		const [first] = mutations;
		// A failure of the server would be tried again and again.
		const status = answer.status >= 500 ? 400 : answer.status;
		response.writeHead(first?.status ?? status, {
			'content-type': first?.contentType ?? String(answer.headers['content-type']),
		});
		response.end(mutations.length === 0 ? answer.data : mutated(answer.data, mutations));
	}
}
