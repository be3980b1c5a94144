/**
 * n8n gives its regular expressions 250 ms by the clock, which a busy machine can miss ("Regular expression execution timed
 * out"). A test that fails is tried once more, so that only what fails twice is a failure.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
