import type { NodeApiError } from 'n8n-workflow';

import { adviceOnReadings, guessTitles, usualReadings } from '../../../../../contract/values';
import type { Guesses } from '../../../../../contract/workpoint365';
import type { Call, Send } from '../../../../api/call';
import { judgmentOf } from '../../../../api/nodeError';
import type { BusinessModule } from '../../../../concepts/businessModule';
import type { FieldDescription } from '../../../../concepts/fields/fieldDescription';
import type { ListItem } from '../../../../concepts/query/item';

/** A finding of a check. Its detail holds no names, URLs, IDs or secrets, so it can be shown to anybody. */
interface Finding {
	/** The name of the check, where it is not that of all of its findings. */
	check?: string;
	status: 'ok' | 'warning' | 'failed' | 'skipped';
	detail: string;
	/** The fix. */
	advice?: string;
	/** More for the user alone, as it may hold names: the service's own message, or `left`. */
	said?: string;
	/** Name and URL of a thing that the run may have left behind. */
	left?: string;
}

const finding =
	(status: Finding['status']) =>
	(detail: string, more: Partial<Finding> = {}): Finding => ({ ...more, status, detail });
export const ok = finding('ok');
export const skipped = finding('skipped');
export const warning = finding('warning');
export const failed = finding('failed');

/** A finding that is ok, or else a warning. */
export const okIf = (isRight: boolean, right: string, wrong: string) =>
	isRight ? ok(right) : warning(wrong);

/** A column that people fill in. */
export interface Column extends FieldDescription {
	/** The same in the calls for entities, by their schema. */
	field: FieldDescription;
	/** Something that exists for its values to name: the ID of an item, the label of a term, or a person's email address. */
	existing?: number | string;
}

/** Values as users enter them. */
export type Samples = Array<[column: Column, value: unknown]>;

/** The entity of the run: all writes are to it, or to its site. No other entity has its title. */
export interface OwnEntity extends Record<'businessModule' | 'listName' | 'title' | 'url', string> {
	/** 0 until its creation has returned it. */
	entity: number;
	/** Another entity of the same title, if a call has created one. */
	double?: number;
	columns: Column[];
	/** The values that it was created with, but for the title. */
	initial: Samples;
	/** Whether its site was asked for: another one is not the run's to remove. Its URL, once it is ready. */
	asksForSite?: true;
	site: string;
	/** The URL of a document of the site that is a record. */
	record?: string;
}

/** Results of earlier checks for later ones. */
export interface Facts {
	/** The WorkPoint site, whose host is that of server-relative sites. */
	siteUrl: string;
	/** Sends a call before it is known that the sign-in works. */
	connect: Send;
	send?: Send;
	modules?: BusinessModule[];
	/** The module of the checks: the first with entities, and some of these. */
	moduleId?: string;
	items?: ListItem[];
	/** The same module, if queries return the right entities. */
	queriedModule?: string;
	/** The fields in the schema of the module; absent when it cannot be read. */
	fields?: FieldDescription[];
	/** The module that may be written to, a stage model of it, and the email address of a person to assign. */
	chosenModule?: string;
	stageModelId?: string;
	person?: string;
	/** Aborts when the user stops the run. */
	signal?: AbortSignal;
	/** The entity of the run: from before its creation, once it was found, and once its site is ready. */
	made?: OwnEntity;
	own?: OwnEntity;
	siteOwner?: OwnEntity;
}

/** Facts as checks read them: one that is missing ends the check, but for those under `known`. */
export type Known = Required<Facts> & { known: Facts };

/** A check with what it found, one after another; it stores for later checks what they need. */
export interface Check {
	name: string;
	run(facts: Known): AsyncIterable<Finding>;
}

/** A check with several findings. */
export const checks = (name: string, run: Check['run']): Check => ({ name, run });

/** A check with one finding. */
export const check = (name: string, run: (facts: Known) => Promise<Finding>) =>
	checks(name, async function* (facts) {
		yield await run(facts);
	});

/** The verdict on a guess: the reading that the site shows, or undefined when nothing on it shows any. */
export function verdict<G extends keyof Guesses>(name: G, reading?: Guesses[G]): Finding {
	const about = { check: guessTitles[name] };
	if (reading === undefined) return skipped(`${name}: nothing on this site shows it`, about);
	const usual = usualReadings[name];
	if (reading === usual) return ok(`${name}: ${reading}`, about);
	const advice: string | Partial<Record<Guesses[G], string>> | undefined = adviceOnReadings[name];
	const text = typeof advice === 'string' ? advice : advice?.[reading];
	const detail = `${name}: ${reading}, where this node expects ${usual}`;
	return warning(detail, { ...about, advice: text });
}

/** A check of one guess. */
export const guess = <G extends keyof Guesses>(
	name: G,
	read: (facts: Known) => Promise<Guesses[G] | undefined>,
) => check(guessTitles[name], async (facts) => verdict(name, await read(facts)));

/** The answer of a call that succeeds, or the status of one that is refused, as far as it is known. */
type Outcome = { answer: unknown } | { status?: number };

export async function tried(asked: Call, send: Send): Promise<Outcome> {
	try {
		return { answer: await send(asked) };
	} catch (failure) {
		return { status: judgmentOf(failure).status };
	}
}

/** False for a failure by which WorkPoint itself refused a call, so that it surely was not carried out; throws any other. */
export function falseIfRefused(failure: unknown): false {
	if (judgmentOf(failure).kind !== 'refused') throw failure;
	return false;
}

/** Whether WorkPoint carries out a call, or refuses it. */
export const accepts = async (sent: Promise<unknown>) =>
	await sent.then(() => true, falseIfRefused);

/**
 * The first form of a value, by reading, that WorkPoint accepts; undefined when it refuses all.
 *
 * @param write sends one; returns false when it was not kept
 */
export async function firstTaken<R extends string, V>(
	forms: Partial<Record<R, V>>,
	write: (form: V, reading: R) => Promise<unknown>,
): Promise<R | undefined> {
	for (const [reading, form] of Object.entries(forms) as Array<[R, V]>)
		if ((await write(form, reading).catch(falseIfRefused)) !== false) return reading;
	return undefined;
}

/** Thrown where a check reads a fact that is missing. */
class MissingFact extends Error {}

/** The finding of a check that did not come to its end. */
function endedBy(failure: unknown): Finding {
	if (failure instanceof MissingFact)
		return skipped('No parameter or earlier check gave what it needs');
	const { kind = 'unknown', status } = judgmentOf(failure);
	const { message: said, description } = failure as NodeApiError;
	const detail = `The call failed: ${kind}${status === undefined ? '' : `, status ${status}`}`;
	return failed(detail, { advice: description ?? undefined, said });
}

/** A finding with the name of its check. */
export type Checked = Finding & { check: string };

/** Runs checks one after another, until the run is stopped. */
export async function runChecks(all: Check[], facts: Facts, signal?: AbortSignal) {
	const known = new Proxy(facts as Known, {
		get(target, name: keyof Known) {
			if (name === 'known') return target;
			if (target[name] === undefined) throw new MissingFact();
			return target[name];
		},
	});
	const results: Checked[] = [];
	for (const { name, run } of all) {
		if (signal?.aborted) break;
		const note = (finding: Finding) => results.push({ check: name, ...finding });
		try {
			for await (const finding of run(known)) note(finding);
		} catch (failure) {
			note(endedBy(failure));
		}
	}
	return results;
}

/** One Markdown text of all findings, which names nobody and nothing. */
export function reportOf(results: Checked[]): string {
	const row = (...cells: string[]) =>
		`| ${cells.map((text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
	return [
		'### WorkPoint 365: Check Connection\n',
		row('Check', 'Status', 'Detail', 'What follows'),
		row('---', '---', '---', '---'),
		// The advice of a failure may quote the service.
		...results.map(({ check: name, status, detail, advice = '–', said }) =>
			row(name, status, detail, said === undefined ? advice : '–'),
		),
	].join('\n');
}
