import { WorkPointOAuth2Api } from '../../credentials/WorkPointOAuth2Api.credentials';
import { credentialForm } from '../../sandbox/credentialForm';

test('what the sandbox tells to enter has the labels of the form', () => {
	const { properties } = new WorkPointOAuth2Api();
	const inherited = ['Client ID', 'Client Secret'];
	const labels = [...properties.map(({ displayName }) => displayName), ...inherited];
	for (const [label] of credentialForm({})) expect(labels).toContain(label);
});
