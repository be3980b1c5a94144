import { UserError, type ICredentialDataDecryptedObject } from 'n8n-workflow';

import { defaultLoginUrl, defaultRequestsPerMinute, environments } from './environments';
import { webUrl, withoutEndSlashes } from './urls';
import { siteAddress } from './sharePointAddress';

/** An unusable credential. Its message includes the advice, because n8n's credential test shows nothing else. */
export class CredentialError extends UserError {
	constructor(
		readonly problem: string,
		readonly advice: string,
	) {
		super(`${problem}. ${advice}`);
	}
}

/** The text of a field, trimmed of pasted spaces. */
export function fieldText(credential: ICredentialDataDecryptedObject, field: string): string {
	const value = credential[field] ?? '';
	return typeof value === 'object' ? '' : String(value).trim();
}

/** The origin in a field of a custom environment. */
function customOrigin(value: unknown, label: string, example: string): string {
	const url = webUrl(value);
	if (url === undefined) {
		throw new CredentialError(
			`'${label}' in the credential is not an https address`,
			`Enter an origin in the credential, such as ${example}.`,
		);
	}
	return url.origin;
}

function environmentOf(credential: ICredentialDataDecryptedObject) {
	if (credential.environment === 'test') return { ...environments.test, loginUrl: defaultLoginUrl };
	if (credential.environment !== 'custom')
		return { ...environments.production, loginUrl: defaultLoginUrl };
	const { production } = environments;
	const loginUrl = fieldText(credential, 'loginUrl') || defaultLoginUrl;
	const resource = withoutEndSlashes(fieldText(credential, 'resource'));
	return {
		// One receives the secret, the other the token, so both must be encrypted.
		loginUrl: customOrigin(loginUrl, 'Sign-in URL', defaultLoginUrl),
		apiBaseUrl: customOrigin(credential.apiBaseUrl, 'API Base URL', production.apiBaseUrl),
		resource: resource || production.resource,
	};
}

function siteOf(credential: ICredentialDataDecryptedObject): string {
	const site = siteAddress(credential.siteUrl);
	if (site === undefined) {
		throw new CredentialError(
			"'WorkPoint Site URL' in the credential is not an https address",
			'Enter the URL of the site in the credential, such as https://contoso.sharepoint.com/sites/WorkPoint.',
		);
	}
	return site;
}

function tenantOf(credential: ICredentialDataDecryptedObject): string {
	const tenant = fieldText(credential, 'tenantId');
	if (
		credential.grantType !== 'authorizationCode' &&
		/^(|common|organizations|consumers)$/i.test(tenant)
	) {
		throw new CredentialError(
			`'Tenant ID' in the credential is ${tenant === '' ? 'empty' : `"${tenant}"`}, which an application cannot use to sign in`,
			'Enter the ID or a domain of your own Entra tenant in the credential.',
		);
	}
	return tenant;
}

/**
 * The calls per minute in 'Requests per Minute', rounded down; 0 means no limit. Numeric text is accepted, since
 * expressions return text.
 *
 * @throws {CredentialError} if it is not a number
 */
export function readLimit(value: unknown): number {
	const isPlain = typeof value === 'number' || typeof value === 'string';
	const text = isPlain ? String(value).trim() : '';
	if (value === undefined || value === null || (isPlain && text === ''))
		return defaultRequestsPerMinute;
	const limit = isPlain ? Number(text) : NaN;
	if (limit === 0 || (limit >= 1 && limit < Infinity)) return Math.floor(limit);
	throw new CredentialError(
		`'Requests per Minute' in the credential must be a number, but is ${isPlain ? `"${text.slice(0, 40)}"` : 'a value of another type'}`,
		'Enter a whole number in the credential, such as 100, or 0 for no limit.',
	);
}

/**
 * The WorkPoint and sign-in settings of a credential of any type.
 *
 * @throws {CredentialError} for an unusable credential, before any call
 */
export function readCredential(credential: ICredentialDataDecryptedObject) {
	const { loginUrl, apiBaseUrl, resource } = environmentOf(credential);
	return {
		apiBaseUrl,
		siteUrl: siteOf(credential),
		tokenUrl: `${loginUrl}/${encodeURIComponent(tenantOf(credential))}/oauth2/v2.0/token`,
		scope: `${resource}/.default`,
		/** 0 means no limit. */
		requestsPerMinute: readLimit(credential.requestsPerMinute),
	};
}
