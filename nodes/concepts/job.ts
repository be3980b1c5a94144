import { headerText } from '../parameters/text';

/** The queue of a job (grade A: the vendor's client library sends it in a header). */
export const jobQueue = headerText({
	description: 'The name of the job queue. WorkPoint decides if left empty.',
	placeholder: 'e.g. Integration',
});
