/**
 * The contract binds the code at compile time: each of these mistakes is put into a real source file, in memory, and the
 * type check has to find it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import { root } from '../../contract/contractDocument';

type Mistake = [what: string, file: string, right: string, wrong: string];

const operations = 'nodes/WorkPoint/operations';

const mistakes: Mistake[] = [
	['an enumeration: PDF format', 'nodes/concepts/document.ts', 'PDF_X_3:', 'PDF_X3:'],
	['an enumeration: constraints', 'nodes/concepts/stage.ts', 'OverrideErrors:', 'OverrideError:'],
	['an enumeration: status', 'nodes/concepts/signature.ts', 'Rejected:', 'Declined:'],
	[
		'an enumeration: rules of security',
		`${operations}/entity/synchronizeSecurity.ts`,
		'Office365Group:',
		'Office356Group:',
	],
	[
		'an enumeration: what becomes a record',
		`${operations}/digitalSignature/addDocument.ts`,
		'DeclarePdf:',
		'DeclarePDF:',
	],
	[
		'a member of a body',
		`${operations}/digitalSignature/createLogEntry.ts`,
		'LogDescription:',
		'LogDescripton:',
	],
	[
		'a member that may be left out',
		`${operations}/relation/getAll.ts`,
		'ResponsibleUserId:',
		'ResponsibleUserID:',
	],
	[
		'a member that is a switch',
		`${operations}/entity/connectToSite.ts`,
		'UpdateRelations:',
		'UpdateRelation:',
	],
	['a member of a query', 'nodes/concepts/query/query.ts', 'FilterMyItems:', 'FilterOwnItems:'],
	[
		'a member of what a webhook tells',
		'nodes/WorkPointTrigger/webhookCalls.ts',
		"text('WebHookUri')",
		"text('WebHookUrl')",
	],
	[
		'a member of a delivery',
		'nodes/WorkPointTrigger/delivery.ts',
		"(envelope, 'Notifications')",
		"(envelope, 'Notification')",
	],
	[
		'a member of an error of the service',
		'nodes/api/failure.ts',
		'InnerException, ExceptionMessage',
		'InnerExceptions, ExceptionMessage',
	],
	[
		'a member of a request for a token',
		'credentials/certificateSignIn.ts',
		'client_assertion_type:',
		'client_assertiontype:',
	],
	['a member of an answer of the sandbox', 'sandbox/calls/documents.ts', 'FileName:', 'Filename:'],
	[
		'a member deep in an answer of the sandbox',
		'sandbox/calls/entities.ts',
		'ContentTypeId:',
		'ContentTypeID:',
	],
	[
		'a route of the sandbox',
		'sandbox/calls/entities.ts',
		"'GET /api/BusinessModules':",
		"'GET /api/BusinessModule':",
	],
	[
		'a route of a case',
		'test/support/cases/relation.ts',
		"call('PUT /api/Relations'",
		"call('PUT /api/Relation'",
	],
	[
		'a member of the body of a case',
		'test/support/cases/entity.ts',
		'SyncMasterSite:',
		'SyncMasterSites:',
	],
	[
		'a route',
		`${operations}/relation/getAll.ts`,
		'POST /api/Relation/GetRelationsByEntity',
		'POST /api/Relations/GetRelationsByEntity',
	],
	[
		'a value of a path',
		`${operations}/relation/delete.ts`,
		'path: { id }',
		'path: { relationId: id }',
	],
];

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/**
 * The type check of the repository.
 *
 * @param replaced the texts that files have instead of their own
 * @param old an earlier one, of which files that are the same are used again
 */
function typeCheck(replaced = new Map<string, string>(), old?: ts.Program): ts.Program {
	const config = ts.getParsedCommandLineOfConfigFile(
		join(root, 'tsconfig.dev.json'),
		{},
		{ ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
	);
	if (config === undefined) throw new Error('There is no tsconfig.dev.json.');
	const host = ts.createCompilerHost(config.options);
	const { readFile } = host;
	const texts = new Map([...replaced].map(([file, text]) => [join(root, file), text]));
	host.readFile = (path) => texts.get(path) ?? readFile(path);
	const getSourceFile = host.getSourceFile.bind(host);
	host.getSourceFile = (path, ...rest) =>
		(texts.has(path) ? undefined : old?.getSourceFile(path)) ?? getSourceFile(path, ...rest);
	const files = mistakes.map(([, file]) => join(root, file));
	return ts.createProgram(files, config.options, host, old);
}

function errorsIn(program: ts.Program, file: string): string {
	const source = program.getSourceFile(join(root, file));
	return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
		.join('\n');
}

describe('a violation of the contract does not compile', () => {
	let right: ts.Program;
	let wrong: ts.Program;

	// All mistakes stand in one program: to check one for each takes a second each time.
	beforeAll(() => {
		const replaced = new Map<string, string>();
		for (const [, file, good, bad] of mistakes)
			replaced.set(file, (replaced.get(file) ?? textOf(file)).replace(good, bad));
		right = typeCheck();
		wrong = typeCheck(replaced, right);
	});

	test.each(mistakes)('%s', (_what, file, good, bad) => {
		const named = bad.replace(/^path: \{ |:.*$|,.*$|^.*'(.*)'.*$/g, '$1');
		expect(textOf(file).split(good)).toHaveLength(2);
		expect(errorsIn(right, file)).toBe('');
		expect(errorsIn(wrong, file)).toContain(named);
	});
});
