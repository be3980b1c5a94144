import { contract } from '../../contract/document';
import { featureName } from '../../nodes/concepts/feature';

test('the features have the names and numbers of the contract', () => {
	const numbers = contract.components?.schemas.Feature?.['x-enum-values'];
	const entries = Object.entries(numbers as Record<string, number>);
	expect(entries.length).toBeGreaterThan(70);
	for (const [name, number] of entries) expect(featureName(number)).toBe(name);
});
