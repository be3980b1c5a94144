/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// The end-to-end tests need a real n8n and a browser; `npm run test:e2e` runs them.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	// Starting n8n's engine and compiling the contract take their time on a busy machine.
	testTimeout: 30_000,
	maxWorkers: 2,
};
