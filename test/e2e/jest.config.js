const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/e2e/packOnce.ts',
	globalTeardown: '<rootDir>/test/e2e/removePackage.ts',
	// Their tests go on where the one before ended.
	setupFilesAfterEnv: [],
	// n8n takes half a minute to start on a busy machine.
	testTimeout: 300_000,
	maxWorkers: 2,
};
