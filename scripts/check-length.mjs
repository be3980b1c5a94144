// Checks that no file has more than 300 lines, and no function more than 60: rules that n8n's own configuration of ESLint lacks.
import { ESLint } from 'eslint';

const eslint = new ESLint({
	overrideConfig: {
		rules: {
			'max-lines': ['error', 300],
			'max-lines-per-function': ['error', 60],
		},
	},
	ruleFilter: ({ ruleId }) => ruleId.startsWith('max-lines'),
});
const results = await eslint.lintFiles(['nodes', 'credentials', 'sandbox']);
const formatter = await eslint.loadFormatter();
console.error(await formatter.format(results));
process.exitCode = ESLint.getErrorResults(results).length > 0 ? 1 : 0;
