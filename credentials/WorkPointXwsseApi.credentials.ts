import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The account at a signing provider; it plays no part in signing in to WorkPoint. */
export class WorkPointXwsseApi implements ICredentialType {
	name = 'workPointXwsseApi';

	displayName = 'WorkPoint 365 X-WSSE API';

	documentationUrl =
		'https://github.com/n8n-nodes-workpoint/n8n-nodes-workpoint#set-up-the-credential';

	icon: Icon = { light: 'file:../icons/workpoint.svg', dark: 'file:../icons/workpoint.dark.svg' };

	properties: INodeProperties[] = [
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			default: '',
			required: true,
			description: 'The user name or key at the signing provider, such as Penneo',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The password or secret at the signing provider',
		},
	];
}
