import { reportOf, runChecks } from './checkConnection/check';
import { callChecks } from './checkConnection/callChecks';
import { fieldChecks } from './checkConnection/fieldChecks';
import { queryChecks } from './checkConnection/queryChecks';
import { siteChecks } from './checkConnection/siteChecks';
import { boolean } from '../../../parameters/boolean';
import { operation } from '../operation';

export const checkConnection = operation({
	action: 'Check connection of solution',
	description:
		'Check what works on the site: sign-in, modules, queries, and which assumptions of this node hold. It changes nothing.',
	parameters: {
		report: boolean({
			description:
				'Whether to return one Markdown text without names, addresses, IDs or secrets, to paste into an issue',
		}),
	},
	// One check after another, each with calls of its own.
	execute: async ({ report }, send, workPointSite) => {
		const checks = [...siteChecks, ...fieldChecks, ...queryChecks, ...callChecks];
		const results = await runChecks(checks, send, workPointSite);
		if (report) return [{ json: { Report: reportOf(results) } }];
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
