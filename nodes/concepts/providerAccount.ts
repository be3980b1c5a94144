import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { options } from '../parameters/options';
import { isMissing, type Fields, type Labels, type PlainParameter } from '../parameters/parameter';
import { text } from '../parameters/text';

const credentialName = 'workPointXwsseApi';

/** The name of the parameter that decides whether the node uses the provider's credential. */
export const credentialDecider = 'signInWith';

const signInWith = options<'credential' | 'fields'>({
	description: 'The place of the user name and password at the signing provider',
	noDataExpression: true,
	labels: {
		credential: { description: 'In a credential, which keeps them secret' },
		fields: {
			description: 'In the node, for accounts that differ per item. Executions show the values.',
		},
	},
	default: 'credential',
});

/** A part of the account, from the credential or from a field of the same name. */
function accountPart(labels: Labels, companions: Fields): PlainParameter<string> {
	const entered = text({
		...labels,
		displayOptions: { show: { [credentialDecider]: ['fields'] } },
	});
	return {
		...entered,
		companions,
		async read(reader, name) {
			if (reader.value(credentialDecider) === 'fields') return await entered.read(reader, name);
			const value = (await reader.credential(credentialName))[name];
			return isMissing(value)
				? reader.refuse('of the credential is empty', 'Enter it in the credential.')
				: String(value);
		},
	};
}

/** The account at a signing provider. */
export const providerUserName = accountPart(
	{
		description: 'The user name or key at the signing provider',
		placeholder: 'e.g. 3f2c9a',
	},
	{ [credentialDecider]: signInWith },
);

export const providerPassword = accountPart(
	{
		typeOptions: { password: true },
		description: 'The password or secret at the signing provider',
	},
	{},
);

/** Tests the account as far as possible without knowing the provider. */
export async function checkProviderAccount(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const empty = ['userName', 'password'].find((name) => String(data[name] ?? '').trim() === '');
	if (empty === undefined)
		return { status: 'OK', message: 'Both values are set. The signing provider is not contacted.' };
	const label = empty === 'userName' ? 'User Name' : 'Password';
	return { status: 'Error', message: `'${label}' is empty` };
}
