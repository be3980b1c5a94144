import { featureNames } from '../../../../contract/values';
import { call } from '../../../api/call';
import { operation } from '../operation';

export const getLicensedFeatures = operation({
	action: 'Get licensed features of solution',
	description: 'Get the WorkPoint features that the site is licensed for',
	parameters: {},
	request: () => call('GET /api/License/Features'),
	// Features come as numbers or names (contract: FeatureNumberOrName); newer ones have no name here.
	output: (features) =>
		[features].flat().map((feature) => ({
			json:
				typeof feature === 'number'
					? { Id: feature, Name: featureNames[feature] ?? null }
					: { Id: null, Name: feature },
		})),
});
