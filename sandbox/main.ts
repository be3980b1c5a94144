import { startSandbox } from '.';
import { credentialForm } from './server/credentialForm';
import type { ChosenReadings } from './dialect';
import { providerAccount } from './services/signingProvider';

/** Readings from arguments such as `siteText=absolute`; the sandbox rejects unknown ones. */
const dialects: ChosenReadings = Object.fromEntries(
	process.argv.slice(2).map((argument) => argument.split('=')),
);

/** Address, IDs and credential are the same on every start; changes and registrations do not survive a stop. */
async function main(): Promise<void> {
	const port = Number(process.env.SANDBOX_PORT ?? 3650);
	const sandbox = await startSandbox({
		port,
		delays: [2_000, 4_000],
		entitiesEach: 24,
		dialects,
		signsAfter: 30_000,
	});
	const credential = credentialForm(sandbox.connection).map(
		([label, value]) => `  ${label.padEnd(22)} ${value}`,
	);
	const modules = [...sandbox.state.modules.values()].map(
		({ id, title, entities }) => `  ${title.padEnd(20)} ${id}  (${entities.size} items)`,
	);
	const lines = [
		`WorkPoint 365 sandbox on ${sandbox.origin}`,
		'',
		`  Status page          ${sandbox.origin}/`,
		`  API reference        ${sandbox.origin}/reference/`,
		'',
		'In n8n, create a credential WorkPoint 365 OAuth2 API with:',
		...credential,
		'',
		'For Generate X-WSSE Header, create a credential WorkPoint 365 X-WSSE API with:',
		`  User Name              ${providerAccount.userName}`,
		`  Password               ${providerAccount.password}`,
		'',
		'Business modules:',
		...modules,
		'',
		'A trigger needs a callback address that is reachable from this machine, such as http://127.0.0.1:5678.',
		'After a restart, publish workflows with a trigger again. Stop with Ctrl+C.',
		'',
	];
	process.stdout.write(`${lines.join('\n')}\n`);
	process.once('SIGINT', () => void sandbox.stop().then(() => process.exit()));
}

main().catch((error: NodeJS.ErrnoException) => {
	const text =
		error.code === 'EADDRINUSE'
			? 'The port is in use, perhaps by another sandbox. Set SANDBOX_PORT to use another one.'
			: error.message;
	process.stderr.write(`${text}\n`);
	process.exitCode = 1;
});
