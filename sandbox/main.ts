import { startSandbox } from '.';

async function main(): Promise<void> {
	const port = Number(process.env.SANDBOX_PORT ?? 3650);
	const sandbox = await startSandbox({ port, delays: [2_000, 4_000], entitiesEach: 24 });
	const { requestsPerMinute, ...credential } = sandbox.connection;
	const { template, projectSheet, brokenTemplate } = sandbox.seed.ids;
	const lines = [
		`WorkPoint 365 sandbox on ${sandbox.origin}`,
		'',
		'Credential:',
		...Object.entries({ ...credential, requestsPerMinute }).map(
			([name, value]) => `  ${name.padEnd(18)} ${value}`,
		),
		'',
		'Business modules:',
	];
	for (const { id, title, entities, stages, actions, triggers } of sandbox.state.modules.values()) {
		lines.push(`  ${title}  ${id}`);
		for (const entity of entities.values())
			lines.push(`    entity ${entity.id}: ${String(entity.values.Title)}`);
		for (const stage of stages) lines.push(`    stage ${stage.id}: ${stage.title}`);
		for (const action of actions) lines.push(`    action ${action.id}: ${action.title}`);
		for (const trigger of triggers) {
			lines.push(
				`    trigger ${trigger.id}: ${trigger.title}${trigger.notifies ? '' : ' (does not notify webhooks)'}`,
			);
		}
	}
	lines.push(
		'',
		`Word templates ${template}, ${projectSheet} and ${brokenTemplate} (with a mistake), document ${sandbox.seed.offerUrl}`,
		'Stop with Ctrl+C.',
		'',
	);
	process.stdout.write(lines.join('\n'));
}

void main();
