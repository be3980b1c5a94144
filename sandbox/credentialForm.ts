/** The labels of the credential's form in n8n, by field, in the order of the form. */
const labels: Record<string, string> = {
	grantType: 'Sign In As',
	clientId: 'Client ID',
	clientSecret: 'Client Secret',
	siteUrl: 'WorkPoint Site URL',
	tenantId: 'Tenant ID',
	environment: 'Environment',
	apiBaseUrl: 'API Base URL',
	resource: 'Resource (App ID URI)',
	loginUrl: 'Sign-in URL',
	requestsPerMinute: 'Requests per Minute',
};

/** What stands in the form for a stored value. */
const choices: Record<string, string> = {
	clientCredentials: 'An Application (Client Credentials)',
	custom: 'Custom',
};

/** What a person enters in n8n's form to reach a sandbox: label and value. */
export function credentialForm(connection: object): Array<[label: string, value: string]> {
	const values = Object.fromEntries(
		Object.entries(connection).map(([name, value]) => [name, String(value)]),
	);
	return Object.entries(labels).map(([name, label]) => {
		const value = values[name] ?? '';
		return [label, choices[value] ?? value];
	});
}
