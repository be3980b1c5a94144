import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { signedIn } from '../support/sandboxClient';

let sandbox: Sandbox;
let browser: BrowserContext;
let page: Page;
const profile = mkdtempSync(join(tmpdir(), 'workpoint-pages-'));

beforeAll(async () => {
	sandbox = await startSandbox({ delays: [1, 1] });
	browser = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
	page = await browser.newPage();
});

afterAll(async () => {
	await browser.close();
	rmSync(profile, { recursive: true, force: true });
	await sandbox.stop();
});

describe('the status page, in a browser', () => {
	test('shows the credential, the entities with their stages, and why a call was refused', async () => {
		const api = await signedIn(sandbox);
		await api.get(`/api/List/${ids.projects}/Item/999`);
		await page.goto(sandbox.origin);
		const text = await page.innerText('body');
		for (const part of [
			sandbox.connection.clientSecret,
			'Contract 2026-001 – Jensen A/S',
			'Draft',
			'Item with id 999 does not exist in Projects',
		])
			expect(text).toContain(part);
	});

	test('starts a fault for the next call', async () => {
		await page.getByRole('button', { name: 'Refuse with 429' }).click();
		await page.waitForLoadState();
		const api = await signedIn(sandbox);
		expect((await api.get('/api/BusinessModules')).status).toBe(429);
		expect((await api.get('/api/BusinessModules')).status).toBe(200);
	});

	test('fires an event', async () => {
		const api = await signedIn(sandbox);
		await api.post('/api/webhookproxy', {
			WebHookUri: 'http://127.0.0.1:9/',
			Properties: {
				BusinessModuleId: ids.projects,
				WorkPointTrigger: ids.triggers.projectManual,
			},
		});
		await page.getByRole('button', { name: 'Send to n8n' }).click();
		await page.waitForLoadState();
		for (let n = 0; n < 50 && sandbox.webhooks.deliveries.length === 0; n++)
			await new Promise((resolve) => setTimeout(resolve, 100));
		expect(JSON.parse(sandbox.webhooks.deliveries[0]?.body ?? '{}')).toMatchObject({
			Notifications: [{ EntityId: 2 }],
		});
	});
});

test('the API reference gets a token and tries out a call, in a browser', async () => {
	await page.goto(`${sandbox.origin}/reference/`);
	await page.getByRole('button', { name: 'Authorize' }).first().click();
	await page.locator('.modal-ux .scopes input[type=checkbox]').first().check({ force: true });
	await page.locator('.modal-ux button.authorize').click();
	await page.getByRole('button', { name: 'Close' }).click();
	const operation = page.locator('#operations-Solution-Command_CanConnect');
	await page.locator('#operations-tag-Solution').click();
	await operation.click();
	await operation.getByRole('button', { name: 'Try it out' }).click();
	await operation.getByRole('button', { name: 'Execute' }).click();
	await operation.locator('.live-responses-table .response-col_status').first().waitFor();
	expect(sandbox.requests.at(-1)).toMatchObject({ path: '/api/Command/CanConnect', status: 200 });
});
