import { operation } from '../operation';
import { featureNames } from './features';

export const getLicensedFeatures = operation({
	value: 'getLicensedFeatures',
	name: 'Get Licensed Features',
	action: 'Get licensed features of solution',
	description: 'Get the features of WorkPoint that the site is licensed for',
	parameters: {},
	request: () => ({ method: 'GET', path: '/api/License/Features' }),
	// Features come as numbers or names (contract: FeatureNumberOrName); newer ones have no name here.
	output: (response) =>
		(response as Array<number | string>).map((feature) => ({
			json:
				typeof feature === 'number'
					? { Id: feature, Name: featureNames[feature] ?? null }
					: { Id: null, Name: feature },
		})),
});
