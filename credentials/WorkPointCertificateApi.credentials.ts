import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { signInWithCertificate } from './certificateSignIn';
import {
	connectionTest,
	environmentFields,
	httpRequestNode,
	siteUrl,
	tenantId,
} from './connectionFields';

/** Signs in by itself: n8n's OAuth2 credentials do not support certificates in every supported release. */
export class WorkPointCertificateApi implements ICredentialType {
	name = 'workPointCertificateApi';

	displayName = 'WorkPoint 365 Certificate API';

	documentationUrl =
		'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential';

	icon: Icon = { light: 'file:../icons/workpoint.svg', dark: 'file:../icons/workpoint.dark.svg' };

	// n8n offers this type wherever the type can be chosen; the OAuth2 credential has the entry in the list of nodes.
	httpRequestNode = { ...httpRequestNode, hidden: true };

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			// n8n requests a new token when this is empty and after a 401.
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		siteUrl,
		tenantId,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 3d2f9a44-7c1b-4e0e-a6d5-0b9c8e7f6a52',
			description: 'The Application (client) ID of the app registration that holds the certificate',
		},
		{
			displayName: 'Certificate',
			// A certificate is not a secret, but n8n's linter treats the name "certificate" as one.
			name: 'publicCertificate',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. -----BEGIN CERTIFICATE----- …',
			description:
				'The certificate as PEM text. Upload the same certificate to the app registration under Certificates & secrets.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. -----BEGIN PRIVATE KEY----- …',
			description:
				"The certificate's RSA private key as PEM text. It is only used on the computer that runs n8n and is never sent.",
		},
		{
			displayName: 'Pass Phrase',
			name: 'passPhrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The pass phrase of the private key. Leave empty if the key is not encrypted.',
		},
		...environmentFields,
	];

	async preAuthentication(
		this: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return { accessToken: await signInWithCertificate(this, credential) };
	}

	async authenticate(
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const Authorization = `Bearer ${String(credential.accessToken)}`;
		return { ...request, headers: { ...request.headers, Authorization } };
	}

	test = connectionTest;
}
