import type { NodeApiError } from 'n8n-workflow';

import { usualReadings } from '../../../../../contract/values';
import type { Guesses } from '../../../../../contract/workpoint365';
import type { Call, Schemas, Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import type { BusinessModule } from '../../../../concepts/businessModule';
import type { FieldDescription } from '../../../../concepts/fields/description';
import type { Library } from '../../../../concepts/lists/library';
import type { ListItem } from '../../../../concepts/query/item';
import { consequences } from './consequences';

type Status = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check found. Its detail holds no names, addresses, IDs or secrets, so that it can be shown to anybody. */
interface Finding {
	status: Status;
	detail: string;
	/** How to fix it. */
	advice?: string;
	/** What the service said, which may hold names: for the user alone. */
	said?: string;
	/** What may be left behind of what the run has made, with its address: for the user alone. */
	left?: string;
}

export const ok = (detail: string): Finding => ({ status: 'ok', detail });
export const skipped = (detail: string): Finding => ({ status: 'skipped', detail });
export function warning(detail: string, advice?: string): Finding {
	return { status: 'warning', detail, advice };
}

/** What is known of the entity of the run before it is created; no other has its title, which is also said at `url`. */
export interface OwnTitle extends Record<'businessModule' | 'listName' | 'title' | 'url', string> {
	/** The ID that its creation answered. */
	told?: number;
}

/** The entity that the run has created: all that it may write to stands by it. */
export interface OwnEntity extends OwnTitle {
	entity: number;
	/** Another entity of the same title, if a call has made one. */
	double?: number;
	/** The columns that people fill in. */
	columns: FieldDescription[];
	/** Which name of a column the calls for entities know. */
	key: 'name' | 'title';
}

/** What earlier checks found out for later ones. */
export interface Facts {
	/** The WorkPoint site: it tells the host of sites that are server-relative. */
	siteUrl: string;
	hasSignedIn?: true;
	modules?: BusinessModule[];
	/** The module that is looked into: the first with entities, and some of these. */
	moduleId?: string;
	items?: ListItem[];
	/** Whether queries give what they ask for. */
	canQuery?: true;
	/** What the schema of the module tells; absent when it cannot be read. */
	fields?: FieldDescription[];
	/** The module that may be written to, and the address of somebody who may be named there. */
	chosenModule?: string;
	person?: string;
	takesIsoDates?: true;
	/** Aborts when the user stops the run. */
	signal?: AbortSignal;
	ownTitle?: OwnTitle;
	own?: OwnEntity;
	/** Whether the site of the own entity was asked for, and its address once it is ready. */
	asksForSite?: true;
	ownSite?: string;
	/** A library of the own site; and once an upload has found it, by the name that it has then. */
	library?: Library;
	foundLibrary?: Library;
	/** The address of the own document, in a form in which it is found; and while it is a record. */
	documentUrl?: string;
	recordUrl?: string;
	/** What a call answered whose answer nobody published. */
	unpublished?: { answer: unknown };
	/** The secret that was registered with the own webhook, and the answer. */
	secret?: string;
	webhook?: Partial<Schemas['WebHook']>;
}

/** One check, which notes for the others what it found out. */
export interface Check {
	name: string;
	/** Facts without which there is nothing to check. */
	needs: Array<keyof Facts>;
	run(facts: Facts, send: Send): Promise<Finding>;
}

/** Facts of which some are known. */
export type Known<N extends keyof Facts> = Facts & Required<Pick<Facts, N>>;

/** A check that gets the facts that it needs. */
export function check<N extends keyof Facts>(
	name: string,
	needs: N[],
	run: (facts: Known<N>, send: Send) => Promise<Finding>,
): Check {
	return { name, needs, run: async (facts, send) => await run(facts as Known<N>, send) };
}

/**
 * A check of what the evidence leaves open.
 *
 * @param read gives the reading that the site shows; undefined when nothing on it shows any
 */
export function guessCheck<G extends keyof Guesses, N extends keyof Facts>(
	name: string,
	guess: G,
	needs: N[],
	read: (facts: Known<N>, send: Send) => Promise<Guesses[G] | undefined>,
): Check {
	const advice: string | Partial<Record<Guesses[G], string>> | undefined = consequences[guess];
	return check(name, needs, async (facts, send) => {
		const reading = await read(facts, send);
		if (reading === undefined) return skipped(`${guess}: nothing on this site shows it`);
		const usual = usualReadings[guess];
		if (reading === usual) return ok(`${guess}: ${reading}`);
		return warning(
			`${guess}: ${reading}, where this node expects ${usual}`,
			typeof advice === 'string' ? advice : advice?.[reading],
		);
	});
}

/** A call that succeeds gives its answer; one that is refused its status, as far as it is known. */
export async function tried(
	asked: Call,
	send: Send,
): Promise<{ answer: unknown } | { status?: number }> {
	try {
		return { answer: await send(asked) };
	} catch (failure) {
		return { status: judgmentOf(failure).status };
	}
}

/** Whether WorkPoint itself refused something, so that it surely was not done. */
export const isRefusal = (failure: unknown) => judgmentOf(failure).kind === 'refused';

/**
 * The first form of a value, by reading, that WorkPoint takes; undefined when it refuses all.
 *
 * @param take sends one; false when it was not kept
 */
export async function firstTaken<R extends string, V>(
	forms: Record<R, V>,
	take: (form: V) => Promise<unknown>,
): Promise<R | undefined> {
	for (const reading of Object.keys(forms) as R[]) {
		const outcome = await take(forms[reading]).catch(async (failure: unknown) =>
			isRefusal(failure) ? false : await Promise.reject(failure),
		);
		if (outcome !== false) return reading;
	}
	return undefined;
}

/** The finding of a check whose call failed. */
function failedBy(failure: unknown): Finding {
	const { kind = 'unknown', status } = judgmentOf(failure);
	const { message, description } = failure as NodeApiError;
	return {
		status: 'failed',
		detail: `The call failed: ${kind}${status === undefined ? '' : `, status ${status}`}`,
		advice: description ?? undefined,
		said: message,
	};
}

/** A check with what it found. */
export interface Checked extends Finding {
	check: string;
}

/** Runs checks one after another, until the run is stopped; one whose facts are missing is skipped. */
export async function runChecks(
	checks: Check[],
	facts: Facts,
	send: Send,
	signal?: AbortSignal,
): Promise<Checked[]> {
	const results: Checked[] = [];
	for (const { name, needs, run } of checks) {
		if (signal?.aborted) break;
		const isReady = needs.every((fact) => facts[fact] !== undefined);
		const finding: Finding = isReady
			? await run(facts, send).catch(failedBy)
			: skipped('An earlier check gave nothing to look at');
		results.push({ check: name, ...finding });
	}
	return results;
}

/** One Markdown text of all findings, with nothing in it that names anybody or anything. */
export function reportOf(results: Checked[]): string {
	const row = (...cells: string[]) =>
		`| ${cells.map((text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
	return [
		'### WorkPoint 365: Check Connection',
		'',
		row('Check', 'Status', 'Detail', 'What follows'),
		row('---', '---', '---', '---'),
		// The advice of a failure may quote the service.
		...results.map(({ check: name, status, detail, advice = '–', said }) =>
			row(name, status, detail, said === undefined ? advice : '–'),
		),
	].join('\n');
}
