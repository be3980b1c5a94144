import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { featureNames } from '../../nodes/WorkPoint/operations/solution/features';

test('the features have the names and numbers of the contract', () => {
	const file = join(__dirname, '../../contract/workpoint365.openapi.yaml');
	const numbers = parse(readFileSync(file, 'utf8')).components.schemas.Feature['x-enum-values'];
	const names = Object.entries(featureNames).map(([number, name]) => [name, Number(number)]);
	expect(Object.fromEntries(names)).toEqual(numbers);
});
