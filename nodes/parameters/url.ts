import { siteAddress, webUrl } from '../api/urls';
import { LookUp, type Labels, type Parameter, type PlainParameter } from './parameter';

/** An absolute https address (http on loopback), as the user wrote it. */
export function absoluteUrl(labels: Labels): PlainParameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read(reader, name) {
			const value = reader.value(name);
			return webUrl(value) === undefined
				? reader.refuse(
						'is not an absolute https address',
						'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
					)
				: String(value).trim();
		},
	};
}

/** The absolute address of a site, in the form in which a header takes it. */
export function absoluteSiteUrl(labels: Labels): PlainParameter<string> {
	return {
		field: { type: 'string', default: '', required: true, ...labels },
		read: (reader, name) =>
			siteAddress(reader.value(name)) ??
			reader.refuse(
				'is not an absolute https address',
				'Enter the whole address, such as https://contoso.sharepoint.com/sites/WorkPoint.',
			),
	};
}

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
