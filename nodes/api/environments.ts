/**
 * The two public WorkPoint 365 environments: the Web API's origin and the App ID URI that tokens are issued for.
 * Evidence: grade A, the modes of the vendor's client library.
 */
export const environments = {
	production: {
		apiBaseUrl: 'https://api.workpoint365.com',
		resource: 'https://workpoint365.dk/WorkPoint365.WebAPI',
	},
	test: {
		apiBaseUrl: 'https://api-test.workpoint365.com',
		resource: 'https://workpoint365.com/wp365webapitest',
	},
} as const;

/** Microsoft Entra ID's sign-in service. */
export const defaultLoginUrl = 'https://login.microsoftonline.com';

/** Calls per minute that Microsoft's gateway allows one connection; the Web API publishes no limit of its own. */
export const defaultRequestsPerMinute = 100;
