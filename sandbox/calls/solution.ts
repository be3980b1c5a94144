import { missing } from '../server/errors';
import { handlers, type Handlers } from '../server/handlers';

/** The licensed features of the sandbox by number; the last one is newer than any known feature. */
const features = [5, 13, 19, 29, 31, 42, 48, 50, 51, 65, 5_000];

/** The only finished export. */
export const finishedExport = 633;

async function exportedSolution(): Promise<string> {
	const { default: PizZip } = await import('pizzip');
	return new PizZip().file('Solution.xml', '<Solution />').generate({ type: 'base64' });
}

/** Calls for information about WorkPoint and its user. */
export function solutionHandlers(): Handlers {
	return handlers({
		'GET /api/Solution/Info': () => ({
			Version: { _Major: 4, _Minor: 12, _Build: 0, _Revision: 0 },
			SubscriptionInfo: { NewLicenseModel: true, Features: features },
		}),
		'GET /api/Solution/Export/{id}': async ({ path }) => {
			if (path.id !== finishedExport) throw missing(`There is no finished export ${path.id}.`);
			return await exportedSolution();
		},
		'GET /api/License/Features': () => features,
		'GET /api/Command/CanConnect': () => true,
		'GET /api/Users/Memberships': () => ['WorkPoint Members', 'Project Managers'],
		'GET /api/License/UserLicense': ({ site, caller }) => ({
			Status: 1,
			SolutionUrl: site,
			LoginName: caller,
			Version: '4.12.0.0',
			ReleaseType: 'Release',
			AuditLogAccess: false,
			LicensedFeatures: features,
		}),
	});
}
