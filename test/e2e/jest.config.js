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
	// A third would make n8n miss the deadline of its publishing on two cores.
	maxWorkers: 2,
};
