import { boolean } from '../../parameters/boolean';
import { wholeNumber } from '../../parameters/number';
import { otherSiteUrl } from '../../parameters/url';

/** The options of every operation. */
export const commonOptions = {
	siteUrl: otherSiteUrl,
	concurrency: wholeNumber({
		description:
			'How many items are processed in parallel. By default, the node starts with 5, goes up to 20 while WorkPoint answers as fast as before, and down at once when it does not. Calls that change the same entity or document keep the item order.',
		default: 5,
		min: 1,
		max: 50,
	}),
	keepInputFiles: boolean({
		default: true,
		description: 'Whether to keep the files of the input in the output, for later nodes',
	}),
	timeout: wholeNumber({
		description: 'Max time to wait for the answer to a call, in seconds',
		default: 300,
		min: 1,
		max: 3_600,
	}),
};

/** The option of operations whose answer can report a failure with status 200. */
export const failOnServiceErrors = boolean({
	displayName: 'Fail on Service Errors',
	default: true,
	description:
		'Whether an answer in which WorkPoint reports errors counts as a failed item. When off, the answer is returned as data.',
});
