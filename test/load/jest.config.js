const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/load'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/e2e/packOnce.ts',
	globalTeardown: '<rootDir>/test/e2e/removePackage.ts',
	// Their tests go on where the one before ended.
	setupFilesAfterEnv: [],
	testTimeout: 60 * 60_000,
	maxWorkers: 1,
};
