import { objectsIn } from '../../../../api/json';
import { featureNames, featureUsers } from '../../../../../contract/values';
import { call } from '../../../../api/call';
import { guid } from '../../../../parameters/guid';
import { readModules } from '../../../../concepts/businessModule';
import { itemCall, siteIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/page';
import { readLists } from '../../../../concepts/site';
import { stagesIn } from '../../../../concepts/stage';
import { check, failed, ok, okIf, warning } from './check';

/** Modules that are looked through for one with entities and their sites. */
const modulesLookedThrough = 5;

/** Whether the site can be worked with at all. */
export const siteChecks = [
	check('Sign-in and permission', async (facts) => {
		const answer: unknown = await facts.connect(call('GET /api/Command/CanConnect'));
		facts.send = facts.connect;
		if (String(answer) === 'true') return ok('WorkPoint accepts the sign-in for this site');
		const detail = 'WorkPoint accepts the sign-in and reports that it cannot connect to the site';
		const advice = "Check 'WorkPoint Site URL' and the permissions of the app registration on it.";
		return warning(detail, { advice });
	}),
	check('Version', async ({ send }) => {
		const { _Major, _Minor, _Build } = (await send(call('GET /api/Solution/Info')))?.Version ?? {};
		const version = [_Major, _Minor ?? 0, _Build ?? 0];
		const isKnown = version.every(Number.isInteger);
		return okIf(isKnown, `WorkPoint ${version.join('.')}`, 'WorkPoint does not return its version');
	}),
	check('Features', async ({ send }) => {
		const features = (await send(call('GET /api/License/Features'))) ?? [];
		const names = features.map((one) => (typeof one === 'number' ? featureNames[one] : one));
		const missing = Object.entries(featureUsers)
			.filter(([name]) => !names.includes(name))
			.map(([name, users]) => `${name} (${users})`);
		if (missing.length === 0) return ok('All features that this node uses are licensed');
		const advice = 'Operations of these features will be refused. Ask WorkPoint for a license.';
		return warning(`Not licensed: ${missing.join(', ')}`, { advice });
	}),
	check('Business modules', async (facts) => {
		const modules = await readModules(facts.send);
		facts.modules = modules.filter(({ Id }) => guid(Id) !== undefined);
		if (facts.modules.length > 0) return ok(`${facts.modules.length} modules`);
		const advice = 'Check that WorkPoint is installed on the site, and what the account may see.';
		return failed('There are no business modules', { advice });
	}),
	check('Stages', async ({ modules }) => {
		const withStages = modules.filter((module) => stagesIn(module).length > 0).length;
		if (withStages > 0) return ok(`${withStages} of ${modules.length} modules return their stages`);
		const advice = 'Enter stages by their content type ID; the list of stages is empty.';
		return warning('No module returns its stages', { advice });
	}),
	check('Lists', async ({ send }) => ok(`${(await readLists(undefined, send)).length} lists`)),
];

/** Whether there are entities to look at; the own one, which has a site, shows more. */
export const entitiesCheck = check('Entities', async (facts) => {
	const { modules, known, send } = facts;
	const { businessModule, entity = 0 } = known.own ?? {};
	const own = businessModule ? await send(itemCall(businessModule, entity)) : undefined;
	const first = modules.slice(0, modulesLookedThrough).map(({ Id }) => String(Id));
	for (const moduleId of businessModule ? [businessModule] : first) {
		const page = await readPage({ listId: moduleId }, { PageSize: 20 }, send);
		const others = objectsIn(page.Items).filter(({ ID }) => ID !== undefined && ID !== own?.ID);
		const items = own ? [own, ...others] : others;
		// One with sites shows more.
		const hasSites = items.some((item) => siteIn(item) !== undefined);
		if (hasSites || (items[0] && !known.items)) Object.assign(facts, { moduleId, items });
		if (hasSites) break;
	}
	if (known.items) return ok(`Entities can be read: ${known.items.length} on the first page`);
	const advice = 'Create an entity in the first module, or let the account see one.';
	return warning('No entities were found, so their form cannot be checked', { advice });
});
