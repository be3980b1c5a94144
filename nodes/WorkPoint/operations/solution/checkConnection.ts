import { isRead, type Send } from '../../../api/call';
import { businessModuleParameter } from '../../../concepts/businessModule';
import { boolean } from '../../../parameters/boolean';
import { guidText } from '../../../parameters/guid';
import { notice } from '../../../parameters/notice';
import { optional, shownWhen } from '../../../parameters/parameter';
import { optionalText } from '../../../parameters/text';
import { operation } from '../operation';
import { callChecks } from './checkConnection/callChecks';
import { reportOf, runChecks, type Checked, type Facts } from './checkConnection/check';
import { creations } from './checkConnection/creation';
import { documentChecks } from './checkConnection/documentChecks';
import { fieldChecks } from './checkConnection/fieldChecks';
import { ownChecks } from './checkConnection/ownChecks';

import { queryChecks } from './checkConnection/queryChecks';
import { removals } from './checkConnection/removal';
import { entitiesCheck, siteChecks } from './checkConnection/siteChecks';
import { valueChecks } from './checkConnection/valueChecks';

const reads = [entitiesCheck, ...fieldChecks, ...queryChecks, ...callChecks];
const writes = [...valueChecks, documentChecks, ...ownChecks];

const whenWriting = { alsoCheckWriting: [true] };

export const checkConnection = operation({
	action: 'Check connection of solution',
	description:
		"Check the sign-in, the modules, queries, and the assumptions of this node on the site. Changes nothing unless 'Also Check Writing' is on.",
	parameters: {
		report: boolean({
			description:
				'Whether to return one Markdown text without names, addresses, IDs or secrets, to paste into an issue',
		}),
		alsoCheckWriting: boolean({
			description:
				'Whether to also check assumptions that only a change can test: creates an entity and removes it',
		}),
		writingNotice: shownWhen(
			whenWriting,
			notice(
				'Use a test site. This creates one entity, named "n8n check" and the time, and changes only that entity, its site, its documents and its activity log. All but one entry in that log is removed, also after an error; what cannot be removed is named. The triggers of the module run for it as for any entity.',
			),
		),
		businessModule: shownWhen(
			whenWriting,
			businessModuleParameter({ description: 'The business module for the entity' }),
		),
		stageModelId: shownWhen(
			whenWriting,
			optional(
				guidText({
					description:
						'The GUID of a stage model of the business module, from its settings in WorkPoint Administration. Without one, Change Stage of Many is not checked.',
				}),
			),
		),
		person: shownWhen(
			whenWriting,
			optionalText({
				description:
					'The email address of a person to assign to the entity and a task. WorkPoint may notify this person. Without one, person fields are not checked.',
				placeholder: 'e.g. anna@contoso.com',
			}),
		),
	},
	// Two runs at the same time could give their entities the same name.
	orderKeys: ({ alsoCheckWriting }) => (alsoCheckWriting ? ['check connection'] : []),
	// One check after another, each with calls of its own.
	execute: async (
		{ report, businessModule, stageModelId, person },
		send,
		siteUrl,
		cancellation,
	) => {
		const { signal, sendAnyway, log } = cancellation;
		// The answer to a write is waited for, so that it is known what it has made.
		const connect: Send = async (call) =>
			isRead(call) || signal?.aborted ? await send(call) : await sendAnyway(call);
		const given = { chosenModule: businessModule, stageModelId, person };
		const facts: Facts = { siteUrl, ...given, signal, connect };
		const results: Checked[] = [];
		const left = () => results.flatMap(({ left: one }) => one ?? []);
		try {
			const checks = businessModule ? [...creations, ...reads, ...writes] : reads;
			results.push(...(await runChecks([...siteChecks, ...checks], facts, signal)));
		} finally {
			const ending = { ...facts, send: sendAnyway, signal: undefined };
			results.push(...(await runChecks(businessModule ? removals : [], ending)));
			if (signal?.aborted && left().length > 0)
				log(`Check Connection was stopped and may have left behind: ${left().join(', ')}`);
		}
		const LeftBehind = left().length > 0 ? left() : undefined;
		if (report) return [{ json: { Report: reportOf(results), LeftBehind } }];
		return results.map(({ check, status, detail, advice, said }) => ({
			json: {
				check,
				status,
				detail: said === undefined ? detail : `${detail}. ${said}`,
				advice: advice ?? null,
			},
		}));
	},
});
