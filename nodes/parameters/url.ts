import { siteAddress, webUrl } from '../api/urls';
import type { Labels, PlainParameter } from './parameter';

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
