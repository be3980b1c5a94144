import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';

/** Fields of n8n's generic OAuth2 credential, which the form shows after the first field. */
const inherited = [
	{ name: 'clientId', displayName: 'Client ID', options: [] },
	{ name: 'clientSecret', displayName: 'Client Secret', options: [] },
];

/** The values to enter in n8n's form for a sandbox: labels and values, in the order of the form. */
export function credentialForm(connection: object): Array<[label: string, value: string]> {
	const values = new Map(Object.entries(connection));
	const [first, ...others] = new WorkPointOAuth2Api().properties;
	return [...(first ? [first] : []), ...inherited, ...others]
		.filter(({ name }) => values.has(name))
		.map(({ name, displayName, options = [] }) => {
			const value = values.get(name);
			const choice = options.find((one) => 'value' in one && one.value === value);
			return [displayName, choice?.name ?? String(value)];
		});
}
