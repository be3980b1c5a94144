import { contract } from '../../contract/document';
import { featureNames } from '../../nodes/WorkPoint/operations/solution/features';

test('the features have the names and numbers of the contract', () => {
	const numbers = contract.components?.schemas.Feature?.['x-enum-values'];
	const names = Object.entries(featureNames).map(([number, name]) => [name, Number(number)]);
	expect(Object.fromEntries(names)).toEqual(numbers);
});
