import type { components } from '../../../../contract/workpoint365';
import { path } from '../../../shared/request';
import { businessModule } from '../../parameters/businessModule';
import { operation } from '../operation';
import { passThrough } from '../output';

type BusinessModule = components['schemas']['BusinessModule'];

export const getStages = operation({
	value: 'getStages',
	name: 'Get Stages',
	action: 'Get stages of business module',
	description: 'Get the stages of a business module in their order',
	parameters: { businessModule },
	request: (values) => ({
		method: 'GET',
		path: path`/api/BusinessModules/${values.businessModule}`,
	}),
	output: (response) => {
		const stages = (response as BusinessModule).StageSettings?.Stages ?? [];
		return passThrough([...stages].sort((a, b) => (a.Sorting ?? 0) - (b.Sorting ?? 0)));
	},
});
