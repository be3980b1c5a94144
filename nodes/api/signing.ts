import { UnexpectedError, type IDataObject } from 'n8n-workflow';

/** Keeps n8n from sending a call a second time by itself. */
class SecondSignature extends UnexpectedError {
	/** What n8n asks a new token for. */
	readonly httpCode = '401';

	constructor() {
		super('The Web API refused the token');
	}
}

/**
 * Headers that tell when n8n signs them, which it does right before it sends the call (seen in n8n 2.11 and 2.41).
 *
 * After a 401 it gets a new token, stores it and signs again to send the call once more. That is refused, with the
 * failure of a 401, since whoever sends decides when the next call goes.
 */
export class WatchedHeaders {
	/** Whether the Web API refused the token, so that there is a new one. */
	hasNewToken = false;

	private authorization: unknown;

	/** @param onSent called when the call goes */
	constructor(private readonly onSent: () => void) {}

	/** The token that the call carries; empty before it is signed. */
	get token(): string {
		return String(this.authorization ?? '').replace(/^Bearer /, '');
	}

	/** The headers for n8n. */
	around(headers: IDataObject): IDataObject {
		return Object.defineProperty({ ...headers }, 'Authorization', {
			enumerable: true,
			configurable: true,
			get: () => this.authorization,
			set: (value: unknown) => this.sign(value),
		});
	}

	private sign(value: unknown): void {
		this.hasNewToken = this.authorization !== undefined;
		if (this.hasNewToken) throw new SecondSignature();
		this.authorization = value;
		this.onSent();
	}
}
