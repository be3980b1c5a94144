import express, { type RequestHandler, type Router } from 'express';

import type { Controlled } from './control';
import { credentialForm } from './credentialForm';
import type { Fault } from './faults';
import type { Module } from '../tenant/tenantTypes';
import { asText } from '../tenant/fieldValues';

/** Number of entities shown per module. */
const entitiesShown = 12;

/** Number of calls shown, latest first. */
const callsShown = 40;

/** The faults that the page offers. */
const faults: Record<string, { label: string; fault: Fault }> = {
	throttled: {
		label: 'Refuse with 429',
		fault: { answer: { status: 429, headers: { 'Retry-After': '2' } } },
	},
	failed: {
		label: 'Fail with 500',
		fault: { answer: { status: 500, body: '{"Message":"An error has occurred."}' } },
	},
	html: { label: 'Answer a web page', fault: { kind: 'html' } },
	reset: { label: 'Break the connection after processing', fault: { kind: 'resetAfter' } },
};

const escape = (value: unknown) =>
	String(value ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const table = (head: string[], rows: string[][]) =>
	`<table><thead><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr></thead>` +
	`<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`;

const button = (action: string, label: string, values: Record<string, string>) =>
	`<form method="post" action="/${action}">` +
	Object.entries(values)
		.map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
		.join('') +
	`<button>${escape(label)}</button></form>`;

function callRows({ requests }: Controlled): string[][] {
	return requests
		.slice(-callsShown)
		.reverse()
		.map(({ time, method, path, status, duration, reason }) => [
			escape(new Date(time).toISOString().slice(11, 23)),
			escape(method),
			`<code>${escape(path)}</code>`,
			`<span class="${status !== undefined && status < 400 ? 'good' : 'bad'}">${escape(status ?? 'no answer')}</span>`,
			escape(duration === undefined ? '' : `${duration} ms`),
			escape(reason),
		]);
}

function entityRows(module: Module): string[][] {
	return [...module.entities.values()]
		.slice(0, entitiesShown)
		.map(({ id, stageId, site, values }) => [
			escape(id),
			escape(asText(values.Title)),
			escape(module.stages.find((stage) => stage.id === stageId)?.title),
			escape(site),
		]);
}

function moduleSection(module: Module): string {
	const events = module.triggers
		.filter(({ notifies }) => notifies)
		.map(({ id, title }) => {
			const entity = [...module.entities.keys()].at(module.hasSites ? 1 : 0);
			return button('fire', `Fire “${title}”`, { trigger: id, entity: String(entity) });
		});
	const more = module.entities.size - entitiesShown;
	return (
		`<section><h2>${escape(module.title)}</h2><p><code>${escape(module.id)}</code></p>` +
		`<div class="buttons">${events.join('')}</div>` +
		table(['ID', 'Title', 'Stage', 'Site'], entityRows(module)) +
		(more > 0 ? `<p>and ${more} more</p>` : '') +
		'</section>'
	);
}

/** The documents at the signing provider's stand-in; empty if there are none. */
function providerSection({ provider }: Controlled): string {
	const rows = [...provider.documents.values()]
		.reverse()
		.map((document) => [
			escape(document.name),
			provider.isSigned(document)
				? 'signed'
				: button('sign', `Sign “${document.name}”`, { document: document.id }),
		]);
	return rows.length === 0 ? '' : `<h2>Signing provider</h2>${table(['Document', 'State'], rows)}`;
}

const style =
	'body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24}' +
	'table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #d8dee4}' +
	'.good{color:#116329}.bad{color:#a40e26;font-weight:600}.buttons{display:flex;flex-wrap:wrap;gap:.5rem}' +
	'button{font:inherit;padding:.25rem .75rem;cursor:pointer}code{font-size:.9em}h2{margin:1.5rem 0 0}';

function page(sandbox: Controlled): string {
	const credential = credentialForm(sandbox.connection).map(([label, value]) => [
		escape(label),
		`<code>${escape(value)}</code>`,
	]);
	const notes = sandbox.violations
		.slice(-10)
		.reverse()
		.map(({ method, path, message }) => [
			escape(method),
			`<code>${escape(path)}</code>`,
			escape(message),
		]);
	const starts = Object.entries(faults).map(([name, { label }]) =>
		button('fault', label, { name }),
	);
	return (
		'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>WorkPoint 365 sandbox</title>' +
		`<style>${style}</style></head><body><h1>WorkPoint 365 sandbox</h1>` +
		'<p><a href="/reference/">API reference</a>, to read and to try calls. Reload this page to refresh it.</p>' +
		`<h2>Credential</h2><p>Values for the form in n8n.</p>${table(['Field', 'Value'], credential)}` +
		`<h2>Next call</h2><div class="buttons">${starts.join('')}${button('clear', 'No faults', {})}${button('reset', 'Start over', {})}</div>` +
		`<h2>Calls</h2>${table(['Time', 'Method', 'Path', 'Status', 'Duration', 'Reason'], callRows(sandbox))}` +
		`<h2>Contract violations</h2>${table(['Method', 'Path', 'Note'], notes)}` +
		providerSection(sandbox) +
		`${[...sandbox.state.modules.values()].map(moduleSection).join('')}</body></html>`
	);
}

/**
 * Only pages of this host may use the buttons: neither a cross-origin form nor a DNS name that resolves to loopback
 * works.
 */
const sameHostOnly: RequestHandler = ({ headers }, response, next) => {
	const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');
	const isOwn = headers.origin === undefined || headers.origin === `http://${headers.host}`;
	if (isLoopback && isOwn) next();
	else response.status(403).end();
};

/** A status page: calls, errors and data, with buttons for events and faults. */
export function statusPage(sandbox: Controlled): Router {
	const router = express.Router();
	router.get(
		'/',
		sameHostOnly,
		(_request, response) => void response.type('html').send(page(sandbox)),
	);
	const press = (path: string, act: (values: Record<string, string>) => unknown) =>
		router.post(
			path,
			sameHostOnly,
			express.urlencoded({ extended: false }),
			async ({ body }, response) => {
				await act(body);
				response.redirect(303, '/');
			},
		);
	press('/fire', ({ trigger = '', entity }) => {
		// Its attempts may take long.
		void sandbox.webhooks.fire(trigger, Number(entity));
	});
	press('/fault', ({ name = '' }) => {
		const chosen = faults[name];
		if (chosen !== undefined) sandbox.faults.add(chosen.fault);
	});
	press('/sign', ({ document = '' }) => sandbox.provider.sign(document));
	press('/clear', () => sandbox.faults.clear());
	press('/reset', async () => await sandbox.reset());
	return router;
}
