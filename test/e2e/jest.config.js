const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/support/packOnce.ts',
	globalTeardown: '<rootDir>/test/support/removePackage.ts',
	// n8n takes half a minute to start on a busy machine.
	testTimeout: 300_000,
	// A third of their time is waiting: for polls, for deliveries that are repeated, for pages.
	maxWorkers: 3,
};
