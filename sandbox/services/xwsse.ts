import { createHash, randomBytes } from 'node:crypto';

export interface Account {
	userName: string;
	password: string;
}

/** Validity of a header after its creation, in ms. */
const lifetime = 5 * 60_000;

function digestOf(nonce: Buffer, created: string, password: string): string {
	return createHash('sha1')
		.update(nonce)
		.update(created + password)
		.digest('base64');
}

/** A single-use X-WSSE header: a WSSE user name token, as described by Penneo. */
export function xwsseHeader({ userName, password }: Account): string {
	const nonce = randomBytes(16);
	const created = new Date().toISOString();
	const digest = digestOf(nonce, created, password);
	return `UsernameToken Username="${userName}", PasswordDigest="${digest}", Nonce="${nonce.toString('base64')}", Created="${created}"`;
}

/** Validates the X-WSSE headers of one account; each is accepted once. */
export class XwsseGuard {
	private readonly seen = new Set<string>();

	constructor(private readonly account: Account) {}

	/** The reason for rejecting a header; undefined if it is valid. */
	problemOf(header: string | undefined): string | undefined {
		if (header === undefined) return 'The X-WSSE header is missing.';
		const [, userName, digest, nonce, created] =
			/^UsernameToken Username="([^"]*)", PasswordDigest="([^"]*)", Nonce="([^"]*)", Created="([^"]*)"$/.exec(
				header,
			) ?? [];
		if (nonce === undefined || created === undefined)
			return 'The X-WSSE header is not a user name token.';
		const expected = digestOf(Buffer.from(nonce, 'base64'), created, this.account.password);
		if (userName !== this.account.userName || digest !== expected)
			return 'The user name or the password digest is wrong.';
		// An invalid date is rejected, too.
		if (!(Math.abs(Date.now() - Date.parse(created)) < lifetime))
			return 'The X-WSSE header is too old.';
		if (this.seen.has(nonce)) return 'The nonce was used before.';
		this.seen.add(nonce);
		return undefined;
	}
}
