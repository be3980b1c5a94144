import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { WorkPointClient } from '../api/client';
import { credentialType } from '../api/connection';

/** Members that may differ between items, and the tokens, which a call in between may have renewed. */
const variable = new Set(['siteUrl', 'oauthTokenData', 'accessToken']);

/** The sign-in values of a credential, for comparison. */
function signInOf(credential: ICredentialDataDecryptedObject): string {
	return JSON.stringify(Object.entries(credential).filter(([name]) => !variable.has(name)));
}

/**
 * The clients of a run's items. n8n resolves the expressions of a credential for each item, but signs in with the values
 * of the first item and keeps one token: the site may differ between items, and the sign-in may not.
 */
export class ItemClients {
	private shared?: Promise<WorkPointClient>;

	private isPerItem?: Promise<boolean>;

	constructor(private readonly context: IExecuteFunctions) {}

	/**
	 * @throws {NodeOperationError} when the credential cannot work, or its sign-in differs from that of the first item
	 */
	async of(index: number): Promise<WorkPointClient> {
		if (index > 0 && (await (this.isPerItem ??= this.dependsOnItem()))) {
			if (signInOf(await this.read(index)) !== signInOf(await this.read(0)))
				throw this.refusal(index);
			return await WorkPointClient.of(this.context, index);
		}
		return await (this.shared ??= WorkPointClient.of(this.context, 0));
	}

	/**
	 * Whether the credential may differ between items, without reading it for each. For an item that does not exist, what
	 * depends on the data of the item has no value. What depends on its number alone always has one, and mostly repeats
	 * after a few items. The worst that escapes is a number that repeats after more than four.
	 */
	private async dependsOnItem(): Promise<boolean> {
		const first = await this.read(0);
		for (const index of [this.context.getInputData().length, 1, 2, 3]) {
			const other = await this.read(index).catch(() => undefined);
			if (other === undefined) return true;
			if (first.siteUrl !== other.siteUrl || signInOf(first) !== signInOf(other)) return true;
		}
		return false;
	}

	private async read(index: number): Promise<ICredentialDataDecryptedObject> {
		return await this.context.getCredentials(credentialType(this.context), index);
	}

	private refusal(itemIndex: number): NodeOperationError {
		return new NodeOperationError(
			this.context.getNode(),
			'The sign-in of the credential differs between this item and the first item of the run',
			{
				description:
					'n8n signs in once for all items, with the values of the first. For another site, use an expression in Options → WorkPoint Site URL; for another sign-in, use another node with its own credential.',
				itemIndex,
			},
		);
	}
}
