import { objectsIn } from '../../../../api/json';
import { featureNames } from '../../../../../contract/values';
import { call, type Schemas } from '../../../../api/call';
import { guid } from '../../../../parameters/guid';
import { readModules } from '../../../../concepts/businessModule';
import { siteIn } from '../../../../concepts/query/item';
import { readPage } from '../../../../concepts/query/readList';
import { stagesIn } from '../../../../concepts/stage';
import type { Check } from './check';

/** Features that operations of this node need, with what needs them. */
const wantedFeatures: Partial<Record<Schemas['Feature'], string>> = {
	Integration: 'all calls',
	DigitalSignature: 'Digital Signature',
	EntityActivityLog: 'Activity',
	JournalizeFlag: 'Email → Flag as Filed',
	JournalLocation: 'Email → Get Locations',
	Suggestions: 'Entity → Find by Email Address',
};

/** Modules that are looked through for one with entities and their sites. */
const modulesLookedThrough = 5;

/** Whether the site can be worked with at all. */
export const siteChecks: Check[] = [
	{
		name: 'Sign-in and permission',
		needs: [],
		async run(facts, send) {
			const answer: unknown = await send(call('GET /api/Command/CanConnect'));
			facts.hasSignedIn = true;
			return answer === true || answer === 'true'
				? { status: 'ok', detail: 'WorkPoint accepts the sign-in for this site' }
				: {
						status: 'warning',
						detail: 'WorkPoint accepts the sign-in and says that it cannot connect to the site',
						advice: "Check 'WorkPoint Site URL' and what the app registration may do on it.",
					};
		},
	},
	{
		name: 'Version',
		needs: ['hasSignedIn'],
		async run(_facts, send) {
			const { _Major, _Minor, _Build } =
				(await send(call('GET /api/Solution/Info')))?.Version ?? {};
			const version = [_Major, _Minor ?? 0, _Build ?? 0];
			return version.every(Number.isInteger)
				? { status: 'ok', detail: `WorkPoint ${version.join('.')}` }
				: { status: 'warning', detail: 'WorkPoint does not tell its version' };
		},
	},
	{
		name: 'Features',
		needs: ['hasSignedIn'],
		async run(_facts, send) {
			const features = (await send(call('GET /api/License/Features'))) ?? [];
			const names = new Set<string | undefined>(
				features.map((one) => (typeof one === 'number' ? featureNames[one] : one)),
			);
			const missing = Object.entries(wantedFeatures).filter(([name]) => !names.has(name));
			return missing.length === 0
				? { status: 'ok', detail: 'All features that this node uses are licensed' }
				: {
						status: 'warning',
						detail: `Not licensed: ${missing.map(([name, users]) => `${name} (${users})`).join(', ')}`,
						advice: 'Operations of these features will be refused. Ask WorkPoint for a license.',
					};
		},
	},
	{
		name: 'Business modules',
		needs: ['hasSignedIn'],
		async run(facts, send) {
			const modules = await readModules(send);
			facts.modules = modules.filter(({ Id }) => guid(Id) !== undefined);
			return facts.modules.length === 0
				? {
						status: 'failed',
						detail: 'There are no business modules',
						advice: 'Check that WorkPoint is installed on the site, and what the account may see.',
					}
				: { status: 'ok', detail: `${facts.modules.length} modules` };
		},
	},
	{
		name: 'Stages',
		needs: ['modules'],
		async run({ modules = [] }) {
			const withStages = modules.filter((module) => stagesIn(module).length > 0).length;
			return withStages === 0
				? {
						status: 'warning',
						detail: 'No module tells its stages',
						advice: 'Enter stages by their content type ID; the list of stages stays empty.',
					}
				: { status: 'ok', detail: `${withStages} of ${modules.length} modules tell their stages` };
		},
	},
	{
		name: 'Entities',
		needs: ['modules'],
		async run(facts, send) {
			for (const { Id } of (facts.modules ?? []).slice(0, modulesLookedThrough)) {
				const moduleId = String(Id);
				const page = await readPage({ listId: moduleId }, { PageSize: 20 }, send);
				const items = objectsIn(page.Items).filter(({ ID }) => ID !== undefined);
				if (items.length > 0 && facts.items === undefined)
					Object.assign(facts, { moduleId, items });
				// One with sites shows more.
				if (!items.some((item) => siteIn(item) !== undefined)) continue;
				Object.assign(facts, { moduleId, items });
				break;
			}
			return facts.items === undefined
				? {
						status: 'warning',
						detail: 'No entities were found, so that what they look like cannot be checked',
						advice: 'Create an entity in the first module, or let the account see one.',
					}
				: { status: 'ok', detail: `Entities can be read: ${facts.items.length} on the first page` };
		},
	},
	{
		name: 'Lists',
		needs: ['hasSignedIn'],
		async run(_facts, send) {
			const lists = (await send(call('GET /api/Lists'))) ?? [];
			return { status: 'ok', detail: `${lists.length} lists` };
		},
	},
];
