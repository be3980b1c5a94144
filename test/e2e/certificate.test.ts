import { TestBed } from '../../n8n/testBed';
import { chain, manualTrigger } from '../../n8n/workflow';
import { Editor } from '../support/browser';

let bed: TestBed;
let editor: Editor;

beforeAll(async () => {
	bed = await TestBed.share();
	editor = await Editor.open(bed.n8n);
});

afterAll(async () => {
	await editor?.close();
	await bed?.stop();
});

const fields = [
	'siteUrl',
	'tenantId',
	'clientId',
	'publicCertificate',
	'privateKey',
	'apiBaseUrl',
	'loginUrl',
	'resource',
] as const;

test('a person pastes a certificate and its key into the form, and the node signs in with them', async () => {
	const { n8n, sandbox } = bed;
	const { id } = await n8n.createWorkflow(chain('Certificate', manualTrigger()));
	await editor.openWorkflow(id);
	await editor.addAction('Change stage of entity and set fields');
	await editor.id('node-credentials-empty-state').getByRole('button').first().click();
	await editor.credentialForm.getByRole('button', { name: 'OAuth2' }).click();
	await editor.page.getByRole('menuitem', { name: 'Certificate' }).click();
	await editor.select('environment', 'Custom');
	// The field of the key has one line: the browser drops the line breaks of what is pasted.
	for (const field of fields)
		await editor.input(field, editor.credentialForm).fill(sandbox.certificateConnection[field]);
	await editor.pictureOfCredential('credential-certificate');
	await editor.id('credential-save-button').click();
	// The form closes by itself when the test of the credential succeeds.
	await editor.credentialForm.waitFor({ state: 'detached' });
	expect(sandbox.signIn.issued).toBeGreaterThan(0);
	expect(await editor.offers('businessModule')).toHaveLength(sandbox.state.modules.size);
});
