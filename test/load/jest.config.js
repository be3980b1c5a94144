const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/load'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/support/packOnce.ts',
	globalTeardown: '<rootDir>/test/support/removePackage.ts',
	testTimeout: 60 * 60_000,
	maxWorkers: 1,
};
