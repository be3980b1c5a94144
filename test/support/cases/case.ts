import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Call } from '../../../nodes/api/call';
import { ids, offerUrl, projectSiteUrl } from '../../../sandbox/tenant/seed';

export const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });
export const json = (values: IDataObject) => ({
	specifyFields: 'json',
	fieldsJson: JSON.stringify(values),
});
export const onProject = { businessModule: byId(ids.projects), entity: byId(ids.newIntranet) };
/** A document by its address, as text: its site is found. */
export const document = { documentUrl: offerUrl };
/** What goes out for it. */
export const ofDocument = { FileName: 'Offer.docx', FileUrl: offerUrl, SiteUrl: projectSiteUrl };

/** One operation, what it sends and what it gives, against a sandbox that has just started. */
export interface Case {
	operation: string;
	parameters: INodeParameters;
	/** Parameters whose default the service would refuse in this case. */
	notByDefault?: string[];
	/** Operations that run before it. */
	after?: Array<[operation: string, parameters: INodeParameters]>;
	/** How many calls it makes; one when left out. */
	calls?: number;
	/** The last of them, by its route in the contract. */
	sends: Call;
	gives: unknown;
}
