import { UserError } from 'n8n-workflow';

/** The sign-in service issued no token. */
export class SignInError extends UserError {
	/**
	 * @param message what happened, for n8n's test button
	 * @param body what the sign-in service answered, as text, if it did
	 * @param cause what kept it from answering, if something did
	 */
	constructor(
		message: string,
		readonly body?: string,
		cause?: object,
	) {
		super(message, { cause });
	}
}
