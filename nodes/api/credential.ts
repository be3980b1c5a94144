import { UserError, type ICredentialDataDecryptedObject } from 'n8n-workflow';

import { defaultLoginUrl, defaultRequestsPerMinute, environments } from './environments';
import { webUrl, withoutEndSlashes } from './urls';
import { siteAddress } from './sharePointAddress';

/** A credential that cannot work as it is. Its message tells both parts, as n8n's test button shows nothing else. */
export class CredentialError extends UserError {
	constructor(
		readonly problem: string,
		readonly advice: string,
	) {
		super(`${problem}. ${advice}`);
	}
}

/** What a field holds, without the spaces that people paste with it. */
export function fieldText(credential: ICredentialDataDecryptedObject, field: string): string {
	const value = credential[field] ?? '';
	return typeof value === 'object' ? '' : String(value).trim();
}

/** The origin that a field of a custom environment names. */
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
		// The secret goes to the one and the token to the other, so neither may be read on its way.
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
			'Enter the address of the site in the credential, such as https://contoso.sharepoint.com/sites/WorkPoint.',
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
 * The calls per minute that 'Requests per Minute' allows: whole ones, as part of a call cannot be sent; 0 means no limit.
 * A text counts as the number that it is, since expressions give texts.
 *
 * @throws {CredentialError} when it is none
 */
export function readLimit(value: unknown): number {
	const isPlain = typeof value === 'number' || typeof value === 'string';
	const text = isPlain ? String(value).trim() : '';
	if (value === undefined || value === null || (isPlain && text === ''))
		return defaultRequestsPerMinute;
	const limit = isPlain ? Number(text) : NaN;
	if (limit === 0 || (limit >= 1 && limit < Infinity)) return Math.floor(limit);
	throw new CredentialError(
		`'Requests per Minute' in the credential must be a number, but is ${isPlain ? `"${text.slice(0, 40)}"` : 'a value of another kind'}`,
		'Enter a whole number in the credential, such as 100, or 0 for no limit.',
	);
}

/**
 * What a credential of any kind says about WorkPoint and its sign-in service.
 *
 * @throws {CredentialError} when it cannot work, before any call
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
