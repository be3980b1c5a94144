import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as its bytes say. */
export interface RawRequest {
	method: string;
	/** Path and query, as they stood in the request. */
	url: string;
	headers: Record<string, unknown>;
	body: Buffer;
}

/** A Web API that takes whatever comes, to see every byte of calls that no contract knows. */
export class Echo {
	readonly requests: RawRequest[] = [];

	/** What it answers, with status 200. */
	answer = '{}';

	private readonly server: Server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			this.requests.push({ method, url, headers, body: Buffer.concat(pieces) });
			response.setHeader('content-type', 'application/json');
			response.end(this.answer);
		});
	});

	static async start(): Promise<Echo> {
		const echo = new Echo();
		await new Promise<void>((resolve) => {
			echo.server.listen(0, '127.0.0.1', resolve);
		});
		return echo;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
