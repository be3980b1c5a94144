import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';

/** What n8n's own credential for OAuth2 has, which the form shows behind the first field. */
const inherited = [
	{ name: 'clientId', displayName: 'Client ID', options: [] },
	{ name: 'clientSecret', displayName: 'Client Secret', options: [] },
];

/** What a person enters in n8n's form to reach a sandbox: label and value, in the order of the form. */
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
