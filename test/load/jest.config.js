const base = require('../../jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	roots: ['<rootDir>/test/load'],
	testPathIgnorePatterns: [],
	testTimeout: 60 * 60_000,
	maxWorkers: 1,
};
