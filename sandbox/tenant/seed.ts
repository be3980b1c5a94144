/** URLs, IDs and people of the sandbox's initial data. */

const guid = (group: number, n: number) =>
	`6a1f0c2e-${String(group).padStart(4, '0')}-4000-8000-${String(n).padStart(12, '0')}`;
const contentType = (n: number) => `0x0100A1B2C3D4E5F6${String(n).padStart(4, '0')}`;

export const tenantUrl = 'https://contoso.sharepoint.com';
export const siteUrl = `${tenantUrl}/sites/WorkPoint`;
export const otherSiteUrl = `${tenantUrl}/sites/WorkPointTest`;
/** The sites where WorkPoint is installed; all others are entity sites. */
export const workPointSites: string[] = [siteUrl, otherSiteUrl];
/** The site of the project "New intranet". */
export const projectSiteUrl = `${tenantUrl}/sites/project-1`;

export const ids = {
	companies: guid(1, 1),
	projects: guid(1, 2),
	cases: guid(1, 3),
	contracts: guid(1, 4),
	stages: {
		prospect: contentType(11),
		customer: contentType(12),
		idea: contentType(21),
		planning: contentType(22),
		execution: contentType(23),
		closed: contentType(24),
		caseOpen: contentType(31),
		caseClosed: contentType(32),
		draft: contentType(41),
		inForce: contentType(42),
		terminated: contentType(43),
	},
	actions: { sendWelcome: guid(2, 1), archiveProject: guid(2, 2), remind: guid(2, 3) },
	triggers: {
		projectCreated: guid(3, 1),
		projectStageChanged: guid(3, 2),
		projectUpdated: guid(3, 3),
		projectManual: guid(3, 4),
		companyCreated: guid(3, 5),
		companyCreatedSilently: guid(3, 6),
		contractCreated: guid(3, 7),
		caseCreated: guid(3, 8),
	},
	/** The first entities of Projects; item 1 is the master. */
	newIntranet: 2,
	warehouseMove: 3,
	/** The first entity of Cases, with its own site. */
	complaint: 2,
	/** A letter, a sheet with more fields, a template with a mistake, and an offer. */
	template: '12',
	projectSheet: '13',
	brokenTemplate: '14',
	offerTemplate: '15',
	powerAppParameter: 'parameter-1',
} as const;

/** The people of the tenant; the first is the calling account. */
export const people = [
	{ LookupId: 7, LookupValue: 'Anna Berg', Email: 'anna@contoso.com' },
	{ LookupId: 8, LookupValue: 'Bo Holm', Email: 'bo@contoso.com' },
] as const;

/** The initial documents in libraries of the project's site. */
export const offerUrl = `${projectSiteUrl}/Shared Documents/Offer.docx`;
/** A folder with a document. */
export const contractsUrl = `${projectSiteUrl}/Shared Documents/Contracts`;
export const termsUrl = `${projectSiteUrl}/Shared Documents/Terms.pdf`;
/** A library without the columns that signatures write. */
export const archiveUrl = `${projectSiteUrl}/Archive`;
export const oldOfferUrl = `${archiveUrl}/Old offer.docx`;
/** The library of Word templates. */
export const templatesUrl = `${siteUrl}/DocumentTemplates`;
