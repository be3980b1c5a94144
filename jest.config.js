/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/jest/environment.cjs',
	runtime: '<rootDir>/test/jest/runtime.cjs',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// These need a real n8n, and a browser or databases; `npm run test:e2e` and `npm run test:load` run them.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/load/'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	// Starting n8n's engine and compiling the contract take their time on a busy machine.
	testTimeout: 60_000,
	setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
	testSequencer: '<rootDir>/test/jest/sequencer.cjs',
	maxWorkers: 3,
};
