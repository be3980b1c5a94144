import { siteAddress, webUrl } from '../api/urls';
import {
	LookUp,
	textWithForm,
	type Labels,
	type Parameter,
	type PlainParameter,
} from './parameter';

const absolute = {
	problem: 'is not an absolute https address',
	advice: 'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
};

/** An absolute https address (http on loopback), as the user wrote it. */
export function absoluteUrl(labels: Labels): PlainParameter<string> {
	const read = (value: unknown) => webUrl(value) && String(value).trim();
	return textWithForm(labels, { ...absolute, read });
}

/** The absolute address of another WorkPoint site than the credential's, in the form in which a header takes it. */
export const otherSiteUrl = textWithForm(
	{
		displayName: 'WorkPoint Site URL',
		required: undefined,
		description: "The absolute address of another WorkPoint site than the credential's",
		placeholder: 'e.g. https://contoso.sharepoint.com/sites/WorkPoint',
	},
	{ ...absolute, read: (value) => siteAddress(value) },
);

/** The address of a site, absolute in the end; one without the host is on that of the WorkPoint site. */
export function anySiteUrl(labels: Labels): Parameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			const refuse = () =>
				reader.refuse(
					'is not the address of a site',
					'Enter an address such as https://contoso.sharepoint.com/sites/project-42 or /sites/project-42.',
				);
			if (typeof value !== 'string' || !/^\s*\/(?!\/)/.test(value))
				return siteAddress(value) ?? refuse();
			return new LookUp(async (_send, siteUrl) => siteAddress(value, siteUrl) ?? refuse());
		},
	};
}
