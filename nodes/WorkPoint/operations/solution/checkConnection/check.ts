import type { NodeApiError } from 'n8n-workflow';

import type { Guesses } from '../../../../../contract/workpoint365';
import type { Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import type { BusinessModule } from '../../../../concepts/businessModule';
import type { FieldDescription } from '../../../../concepts/fields/description';
import type { ListItem } from '../../../../concepts/query/item';

type Status = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check found. Its detail holds no names, addresses, IDs or secrets, so that it can be shown to anybody. */
interface Finding {
	status: Status;
	detail: string;
	/** How to fix it. */
	advice?: string;
	/** What the service said, which may hold names: for the user alone. */
	said?: string;
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
}

/** One check: it only reads, and notes for the others what it found out. */
export interface Check {
	name: string;
	/** Facts without which there is nothing to check. */
	needs: Array<keyof Facts>;
	run(facts: Facts, send: Send): Promise<Finding>;
}

/** Facts of which some are known. */
type Known<N extends keyof Facts> = Facts & Required<Pick<Facts, N>>;

/** A check of what the evidence leaves open. */
interface GuessCheck<G extends keyof Guesses, N extends keyof Facts> {
	name: string;
	guess: G;
	/** The reading that this node takes for granted. */
	expected: Guesses[G];
	/** What follows from another reading, or from each. */
	advice?: string | Partial<Record<Guesses[G], string>>;
	needs: N[];
	/** The reading that the site shows; undefined when nothing on it shows any. */
	read(facts: Known<N>, send: Send): Promise<Guesses[G] | undefined>;
}

export function guessCheck<G extends keyof Guesses, N extends keyof Facts>({
	name,
	guess,
	expected,
	advice,
	needs,
	read,
}: GuessCheck<G, N>): Check {
	return {
		name,
		needs,
		async run(facts, send) {
			const reading = await read(facts as Known<N>, send);
			if (reading === undefined)
				return { status: 'skipped', detail: `${guess}: nothing on this site shows it` };
			if (reading === expected) return { status: 'ok', detail: `${guess}: ${reading}` };
			return {
				status: 'warning',
				detail: `${guess}: ${reading}, where this node expects ${expected}`,
				advice: typeof advice === 'string' ? advice : advice?.[reading],
			};
		},
	};
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
interface Checked extends Finding {
	check: string;
}

/** Runs checks one after another; one whose facts are missing is skipped. */
export async function runChecks(checks: Check[], send: Send, siteUrl: string): Promise<Checked[]> {
	const facts: Facts = { siteUrl };
	const results: Checked[] = [];
	for (const { name, needs, run } of checks) {
		const isReady = needs.every((fact) => facts[fact] !== undefined);
		const finding: Finding = isReady
			? await run(facts, send).catch(failedBy)
			: { status: 'skipped', detail: 'An earlier check gave nothing to look at' };
		results.push({ check: name, ...finding });
	}
	return results;
}

/** One Markdown text of all findings, with nothing in it that names anybody or anything. */
export function reportOf(results: Checked[]): string {
	const cell = (text = '') => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
	return [
		'### WorkPoint 365: Check Connection',
		'',
		'| Check | Status | Detail |',
		'| --- | --- | --- |',
		...results.map(
			({ check, status, detail }) => `| ${cell(check)} | ${status} | ${cell(detail)} |`,
		),
	].join('\n');
}
