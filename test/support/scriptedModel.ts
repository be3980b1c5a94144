import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as the model is told of it. */
export interface OfferedTool {
	name: string;
	description: string;
	/** The JSON schema of its arguments. */
	parameters: Record<string, unknown>;
}

interface Message {
	role: string;
	content: string;
}

/** What n8n's OpenAI Chat Model sends, as far as the tests look at it. */
export interface ChatRequest {
	messages: Message[];
	tools?: Array<{ type: 'function'; function: OfferedTool }>;
}

/** One turn of the model: a tool to call, or its last words. */
export type Turn = { tool: string; arguments: Record<string, unknown> } | { text: string };

function toolCall(id: string, name: string, values: Record<string, unknown>) {
	return { id, type: 'function', function: { name, arguments: JSON.stringify(values) } };
}

/** The answer that makes n8n take the turn; `id` ties the tool's result to the call. */
function completionOf(turn: Turn, id: string) {
	const isLast = 'text' in turn;
	const message = isLast
		? { content: turn.text }
		: { content: null, tool_calls: [toolCall(id, turn.tool, turn.arguments)] };
	const finishReason = isLast ? 'stop' : 'tool_calls';
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason },
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/**
 * A chat model on loopback with the API of OpenAI's chat completions, as far as n8n's OpenAI Chat Model uses it with
 * its Responses API turned off. It says what the test has written for it, turn by turn.
 */
export class ScriptedModel {
	/** Everything that was asked since the last script. */
	requests: ChatRequest[] = [];

	private turns: Turn[] = [];

	private constructor(private readonly server: Server) {}

	static async start(): Promise<ScriptedModel> {
		const app = express();
		const model = new ScriptedModel(createServer(app));
		app.use(express.json({ limit: '10mb' }));
		app.post('/v1/chat/completions', (request, response) => {
			model.requests.push(request.body as ChatRequest);
			const turn = model.turns.shift();
			if (turn === undefined)
				response.status(400).json({ error: { message: 'The script of the model has ended' } });
			else response.json(completionOf(turn, `call_${model.requests.length}`));
		});
		await new Promise<void>((resolve) => model.server.listen(0, '127.0.0.1', resolve));
		return model;
	}

	/** The base URL for n8n's credential. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** Sets what the model says from now on. */
	script(...turns: Turn[]): void {
		this.requests = [];
		this.turns = turns;
	}

	/** The tools that the last request offered, by name. */
	get offered(): Record<string, Omit<OfferedTool, 'name'>> {
		const tools = this.requests.at(-1)?.tools ?? [];
		return Object.fromEntries(
			tools.map(({ function: { name, description, parameters } }) => [
				name,
				{ description, parameters },
			]),
		);
	}

	/** What the tool has answered, as the model reads it. */
	get toolResult(): unknown {
		const messages = this.requests.at(-1)?.messages ?? [];
		const result = messages.filter(({ role }) => role === 'tool').at(-1);
		return result && (JSON.parse(result.content) as unknown);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
