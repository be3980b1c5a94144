// Never runs inside n8n, so it may use Node.js modules and timers.
import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default configWithoutCloudSupport;
