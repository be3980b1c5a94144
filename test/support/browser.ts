import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';

import type { N8n } from '../../n8n/n8n';

/** `SCREENSHOTS=docs/images npm run test:e2e` takes the README's pictures anew. */
const pictures = resolve(__dirname, '../..', process.env.SCREENSHOTS ?? '.demo/screenshots');

const viewport = { width: 1280, height: 800 };

/** n8n's editor in a browser, by what a person sees and does in it. */
export class Editor {
	private constructor(
		private readonly context: BrowserContext,
		private readonly profile: string,
		readonly page: Page,
		private readonly address: string,
	) {}

	static async open({ address, cookie }: N8n): Promise<Editor> {
		mkdirSync(pictures, { recursive: true });
		const profile = mkdtempSync(join(tmpdir(), 'workpoint-browser-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			viewport,
			args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
		});
		const [name = '', value = ''] = cookie.split(/=(.*)/s);
		await context.addCookies([{ name, value, url: address }]);
		const page = await context.newPage();
		page.setDefaultTimeout(30_000);
		// The browser reads the descriptions of all nodes first, from an n8n that has just started.
		page.setDefaultNavigationTimeout(60_000);
		// Whether to leave a page with changes that are not saved.
		page.on('dialog', (dialog) => void dialog.accept());
		return new Editor(context, profile, page, address);
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
	}

	id(testId: string): Locator {
		return this.page.locator(`[data-test-id='${testId}']`);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.address}/workflow/${id}`);
		await this.id('canvas-node').first().waitFor();
	}

	/** Begins a new workflow with a trigger of the node; leaves its panel open. */
	async beginWith(trigger: string): Promise<void> {
		await this.page.goto(`${this.address}/workflow/new`);
		await this.id('canvas-add-button').click();
		await this.id('node-creator-search-bar').fill('workpoint');
		await this.id('item-iterator-item').filter({ hasText: 'WorkPoint 365' }).first().click();
		await this.choose(trigger);
	}

	/** Begins a new workflow with an event of the polling trigger; leaves its panel open. */
	async beginWithPolling(event: string): Promise<void> {
		await this.page.goto(`${this.address}/workflow/new`);
		await this.id('canvas-add-button').click();
		await this.id('node-creator-search-bar').fill('workpoint');
		await this.id('item-iterator-item').filter({ hasText: 'Polling' }).first().click();
		const actions = this.id('item-iterator-item').filter({ hasText: event }).first();
		await actions.or(this.id('node-parameters')).waitFor();
		if (await actions.isVisible()) await actions.click();
		await this.id('node-parameters').waitFor();
	}

	/** Moves the focus into a part of the screen with the tab key. */
	async tabTo(part: Locator): Promise<void> {
		const hasFocus = async () =>
			await part.evaluate((element) => element.contains(document.activeElement));
		for (let tries = 0; !(await hasFocus()); tries++) {
			if (tries > 150) throw new Error('The keyboard does not get there');
			await this.page.keyboard.press('Tab');
		}
	}

	/** Appends an action of the node to the last node on the canvas; leaves its panel open. */
	async addAction(action: string): Promise<void> {
		// A long workflow has its end outside of the screen.
		await this.id('zoom-to-fit').click();
		await this.id('canvas-handle-plus').last().click();
		await this.id('node-creator-search-bar').fill('workpoint');
		await this.id('item-iterator-item').filter({ hasText: 'WorkPoint 365' }).first().click();
		await this.choose(action);
	}

	/** Appends a node to the last node on the canvas; leaves its panel open. */
	async addNode(name: string): Promise<void> {
		await this.id('canvas-handle-plus').last().click();
		await this.id('node-creator-search-bar').fill(name);
		await this.choose(name);
	}

	/** Chooses a node from those on offer; leaves its panel open. */
	private async choose(name: string): Promise<void> {
		await this.id('item-iterator-item').filter({ hasText: name }).first().click();
		await this.id('node-parameters').waitFor();
	}

	/** Opens what an agent can be given at one of its handles. */
	private async openHandle(kind: 'languageModel' | 'tool'): Promise<void> {
		const plus = `[data-handleid='inputs/ai_${kind}/0'] [data-test-id='canvas-handle-plus']`;
		// The handle that stays behind when there are tools lies below the lines that lead to them.
		await this.page.locator(plus).last().click({ force: true });
	}

	/** Gives an agent its chat model; leaves the model's panel open. */
	async addModel(name: string): Promise<void> {
		await this.openHandle('languageModel');
		await this.choose(name);
	}

	/** Gives an agent the node as one more of its tools; leaves the tool's panel open. */
	async addTool(): Promise<void> {
		await this.openHandle('tool');
		await this.page.getByText('Action in an app').click();
		await this.id('item-iterator-item').filter({ hasText: 'WorkPoint 365 Tool' }).click();
		await this.page.getByText('Add to workflow').click();
		await this.id('node-parameters').waitFor();
	}

	/** The parameters that the open panel shows, from the top. */
	async shownParameters(): Promise<string[]> {
		const inputs = this.id('node-parameters').locator("[data-test-id^='parameter-input-']");
		const names = await inputs.evaluateAll((all) =>
			all.map((input) => input.getAttribute('data-test-id')?.replace('parameter-input-', '') ?? ''),
		);
		return names.filter((name) => !/-|^(display|full)/.test(name));
	}

	/** What a list of options in the open panel shows as chosen. */
	async chosen(parameter: string): Promise<string> {
		return await this.input(parameter).inputValue();
	}

	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-node-name='${name}']`).first().dblclick();
		await this.id('node-parameters').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.id('ndv-close-button').click();
		await this.id('ndv').waitFor({ state: 'detached' });
	}

	/** The credential form, which lies above the open node. */
	get credentialForm(): Locator {
		return this.page.locator('.el-dialog');
	}

	/** The input of a parameter or a mapped field, or, in the credential form, of a field. */
	input(name: string, within: Locator = this.id('ndv')): Locator {
		return within
			.locator(`[data-test-id='parameter-input-${name}']`)
			.locator('input, textarea')
			.first();
	}

	/** A parameter; of rows, that of the last one. */
	private field(parameter: string): Locator {
		return this.page.locator(`div[data-test-id='parameter-input-${parameter}']`).last();
	}

	async select(parameter: string, choice: string): Promise<void> {
		const list = this.field(parameter);
		// One whose entries come from the service cannot be opened before they have come.
		await list.locator('.is-disabled, .n8n-spinner').first().waitFor({ state: 'detached' });
		await list.click();
		await this.page.locator('[role=option]:visible').filter({ hasText: choice }).first().click();
	}

	/** Opens a picker, optionally searches, and gives the names that it offers. */
	async offers(picker: string, search?: string): Promise<string[]> {
		const input = this.id(`resource-locator-${picker}`).locator(
			"[data-test-id='rlc-input-container']",
		);
		const items = this.page.locator("[data-test-id='rlc-item']:visible");
		await input.click();
		// The editor closes the list again when it draws the panel anew, as it does after a drop.
		const isOpen = items.first().waitFor({ timeout: 5_000 });
		await isOpen.catch(async () => await input.click());
		await items.first().waitFor();
		if (search !== undefined) {
			await this.page.locator("[data-test-id='rlc-search']:visible").fill(search);
			await items
				.filter({ hasText: new RegExp(search, 'i') })
				.first()
				.waitFor();
			await items
				.filter({ hasNotText: new RegExp(search, 'i') })
				.first()
				.waitFor({ state: 'detached' });
		}
		return await items.allInnerTexts();
	}

	/** Chooses from the picker that {@link offers} has opened. */
	async pick(name: string | RegExp): Promise<void> {
		const item = this.page.locator("[data-test-id='rlc-item']:visible");
		await item.filter({ hasText: name }).first().click();
	}

	/** Enters a name into a picker, instead of choosing from its list. */
	async enterName(picker: string, name: string): Promise<void> {
		const locator = this.id(`resource-locator-${picker}`);
		await locator.locator("[data-test-id='rlc-mode-selector']").click();
		await this.page.locator('[role=option]:visible').filter({ hasText: 'By Name' }).click();
		await locator.locator('input').last().fill(name);
	}

	/** Adds a field to the mapping. */
	async addField(label: string): Promise<void> {
		await this.id('add-fields-select').locator('button').first().click();
		await this.page.locator('[role=menuitem]:visible').filter({ hasText: label }).first().click();
	}

	/** Lets the model define a parameter of a tool: by the button beside the input or, where it has no room there, above. */
	async leaveToModel(parameter: string): Promise<void> {
		const beside = this.id(`parameter-input-${parameter}`);
		const above = this.id(`${parameter}-parameter-input-persistent-options-container`);
		await beside.or(above).locator("[data-test-id='from-ai-override-button']").click();
	}

	/** Opens the form of the credential that the open node has. */
	async editCredential(): Promise<void> {
		await this.id('node-credentials-select').locator('xpath=..').locator('[data-icon=pen]').click();
	}

	/** Closes the form of the credential, and leaves the node open. */
	async closeCredential(): Promise<void> {
		await this.credentialForm.locator('.el-dialog__headerbtn').click();
		await this.credentialForm.waitFor({ state: 'detached' });
	}

	/** Drags a field of the input data onto a parameter or a mapped field. */
	async drag(field: string, parameter: string): Promise<void> {
		const pill = this.id('run-data-schema-item').locator(`[data-name='${field}']`).first();
		const input = this.id(`parameter-input-${parameter}`);
		const { mouse } = this.page;
		// The editor may move its parts while it is dragged over them.
		for (let tries = 0; tries < 5; tries++) {
			await input.scrollIntoViewIfNeeded();
			const from = await pill.boundingBox();
			const to = await input.boundingBox();
			if (from === null || to === null) throw new Error(`"${field}" cannot be dragged`);
			await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
			await mouse.down();
			await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 20 });
			await mouse.up();
			const path = new RegExp(`\\$json\\.([\\w.]+\\.)?${field}\\b`);
			const taken = input.filter({ hasText: path }).waitFor({ timeout: 3_000 });
			if (await taken.then(() => true).catch(() => false)) return;
		}
		throw new Error(`"${field}" was not taken`);
	}

	/** Changes how the data beside the open node are shown; of files, n8n shows these first. */
	async view(panel: 'input' | 'output', as: 'Schema' | 'Table'): Promise<void> {
		const part = this.id(panel === 'input' ? 'ndv-input-panel' : 'output-panel');
		await part.getByText(as, { exact: true }).click();
	}

	/** Adds a row of a collection that has several, such as a filter. */
	async addRow(collection: string): Promise<void> {
		await this.id(`fixed-collection-${collection}`).getByRole('button').last().click();
	}

	/** Enters text or an expression into a parameter. */
	async enter(parameter: string, text: string): Promise<void> {
		await this.field(parameter).locator('input, textarea').first().fill(text);
	}

	/** Runs the open node. */
	async execute(): Promise<void> {
		await this.id('node-execute-button').click();
	}

	/** Waits until the output panel shows the text, and the button that ran the node its own. */
	async seesInOutput(text: string | RegExp): Promise<void> {
		await this.id('output-panel').filter({ hasText: text }).waitFor();
		const spinner = this.id('node-execute-button').locator('.n8n-spinner');
		await spinner.waitFor({ state: 'detached' });
	}

	/** Runs the open workflow from the button below the canvas. */
	async executeWorkflow(): Promise<void> {
		await this.id('execute-workflow-button').click();
	}

	/** Waits until each node has a green tick, or the pin of a node whose items are pinned. */
	async seesAllDone(nodes: number): Promise<void> {
		const ticks = this.id('canvas-node-status-success').or(this.id('canvas-node-status-pinned'));
		await ticks.nth(nodes - 1).waitFor({ timeout: 60_000 });
		await this.id('stop-execution-button').waitFor({ state: 'detached' });
	}

	/** Takes the picture of the whole workflow, without the editor around it. */
	async pictureOfCanvas(name: string): Promise<void> {
		await this.id('zoom-to-fit').click();
		await this.page.mouse.move(0, 0);
		// What is above the canvas goes; so do the handles that wait for a further node.
		await this.page.addStyleTag({
			content: `body * { visibility: hidden !important; }
				.vue-flow, .vue-flow__background, .vue-flow__background *, .vue-flow__viewport, .vue-flow__viewport * { visibility: visible !important; }
				.vue-flow__viewport [class*='_runDataLabel_'], .vue-flow__viewport [data-test-id='canvas-handle-plus-wrapper'], .vue-flow__viewport [data-test-id='canvas-handle-plus-wrapper'] *,
				.vue-flow__viewport [data-test-id='canvas-node-toolbar'], .vue-flow__viewport [data-test-id='canvas-node-toolbar'] *,
				.vue-flow__viewport [data-test-id^='execute-workflow-button'], .vue-flow__viewport [data-test-id^='execute-workflow-button'] * { visibility: hidden !important; }`,
		});
		const boxes = await this.page.locator('.vue-flow__node').evaluateAll((nodes) =>
			nodes.map((node) => {
				const { left, top, right, bottom } = node.getBoundingClientRect();
				return { left, top, right, bottom };
			}),
		);
		const canvas = await this.id('canvas-wrapper').boundingBox();
		if (canvas === null) throw new Error('The canvas is not on the screen');
		// The names stand below the boxes of the nodes and are wider.
		const margin = { sides: 90, top: 30, bottom: 90 };
		const x = Math.max(canvas.x, Math.min(...boxes.map(({ left }) => left)) - margin.sides);
		const y = Math.max(canvas.y, Math.min(...boxes.map(({ top }) => top)) - margin.top);
		const right = Math.max(...boxes.map((box) => box.right)) + margin.sides;
		const bottom = Math.max(...boxes.map((box) => box.bottom)) + margin.bottom;
		const width = Math.min(canvas.x + canvas.width, right) - x;
		const height = Math.min(canvas.y + canvas.height, bottom) - y;
		const path = join(pictures, `${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled', clip: { x, y, width, height } });
	}

	/** Takes the picture of the whole form of a credential, however long it is. */
	async pictureOfCredential(name: string): Promise<void> {
		const height = await this.credentialForm.evaluate((form) => form.clientHeight);
		const whole = height + (await this.hiddenIn(this.credentialForm));
		await this.page.setViewportSize({ ...viewport, height: whole + 200 });
		const stretched = await this.page.addStyleTag({
			content: `.el-dialog { height: ${whole}px !important; max-height: none !important; }`,
		});
		await this.credentialForm.evaluate((form) => {
			(document.activeElement as HTMLElement | null)?.blur();
			for (const part of Array.from(form.querySelectorAll('*'))) part.scrollTop = 0;
		});
		await this.picture(name, this.credentialForm);
		await stretched.evaluate((style) => (style as Element).remove());
		await this.page.setViewportSize(viewport);
	}

	/** Takes the picture of the open node with all its parameters, from Resource and Operation to the last. */
	async pictureOfNode(name: string): Promise<void> {
		const hidden = await this.hiddenIn(this.id('ndv'));
		await this.page.setViewportSize({ ...viewport, height: viewport.height + hidden });
		await this.picture(name, this.id('ndv'));
		await this.page.setViewportSize(viewport);
	}

	/** How much higher a part of the screen would have to be to show all without scrolling. */
	private async hiddenIn(part: Locator): Promise<number> {
		return await part.evaluate((whole) => {
			const scrolled = Array.from(whole.querySelectorAll('div')).filter((inner) =>
				/auto|scroll/.test(getComputedStyle(inner).overflowY),
			);
			return Math.max(0, ...scrolled.map((inner) => inner.scrollHeight - inner.clientHeight));
		});
	}

	/** Takes the picture of a part of the screen, without messages and hints that pass by. */
	async picture(name: string, part: Locator = this.page.locator('body')): Promise<void> {
		await this.page.mouse.move(0, 0);
		await this.page.addStyleTag({
			content: `.el-notification, .el-popper.is-dark, [data-reka-popper-content-wrapper]:has([role=tooltip]) { display: none !important; }`,
		});
		await part.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
	}
}
