import axios, { type AxiosInstance } from 'axios';

import type { Sandbox } from '../../sandbox';

/** Asks for a token with the sandbox's application; any answer is taken. */
export async function askForToken(
	{ origin, connection }: Sandbox,
	change: { tenantId?: string } & Record<string, string> = {},
) {
	const { tenantId, clientId, clientSecret, resource } = connection;
	const { tenantId: tenant = tenantId, ...form } = change;
	return await axios.post(
		`${origin}/${tenant}/oauth2/v2.0/token`,
		new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
			scope: `${resource}/.default`,
			...form,
		}),
		{ validateStatus: () => true },
	);
}

/** A signed-in client of the sandbox's Web API, which takes any answer. */
export async function signedIn(sandbox: Sandbox): Promise<AxiosInstance> {
	const { data } = await askForToken(sandbox);
	return axios.create({
		baseURL: sandbox.origin,
		validateStatus: () => true,
		headers: {
			Authorization: `Bearer ${data.access_token}`,
			Accept: 'application/json',
			WorkPoint365Url: sandbox.connection.siteUrl,
		},
	});
}
