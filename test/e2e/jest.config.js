const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: [],
	// Their tests go on where the one before ended.
	setupFilesAfterEnv: [],
	// n8n takes half a minute to start, and two at a time take more memory than they save time.
	testTimeout: 300_000,
	maxWorkers: 1,
};
