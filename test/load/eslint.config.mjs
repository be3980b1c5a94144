// Never runs inside n8n, so it may use Node's own modules and timers.
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [
	...configWithoutCloudSupport,
	// Databases and n8n's processes are what these tests start and kill.
	{ files: ['**/*.ts'], rules: { '@n8n/community-nodes/no-dangerous-functions': 'off' } },
];
