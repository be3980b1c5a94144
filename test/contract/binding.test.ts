/**
 * The contract binds the code at compile time: each of these mistakes is put into a real source file, in memory, and the
 * type check has to find it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import { root } from '../../contract/document';

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
		'test/support/cases/sites.ts',
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

/** The type check of the whole repository, in which the text of a file can be replaced. */
function typeCheck() {
	const config = ts.getParsedCommandLineOfConfigFile(
		join(root, 'tsconfig.dev.json'),
		{},
		{ ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
	);
	if (config === undefined) throw new Error('There is no tsconfig.dev.json.');
	const replaced = new Map<string, { text: string; version: number }>();
	const service = ts.createLanguageService({
		getCompilationSettings: () => config.options,
		getScriptFileNames: () => mistakes.map(([, file]) => join(root, file)),
		getScriptVersion: (file) => String(replaced.get(file)?.version ?? 0),
		getScriptSnapshot: (file) => {
			const text = replaced.get(file)?.text ?? ts.sys.readFile(file);
			return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
		},
		getCurrentDirectory: () => root,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: ts.sys.fileExists,
		readFile: ts.sys.readFile,
		readDirectory: ts.sys.readDirectory,
		directoryExists: ts.sys.directoryExists,
		getDirectories: ts.sys.getDirectories,
		realpath: ts.sys.realpath,
	});
	const errorsIn = (file: string) =>
		[...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(
			({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
		);
	return {
		/** What is wrong in a file as it is, or with another text. */
		errors(file: string, text?: string): string[] {
			const path = join(root, file);
			const version = (replaced.get(path)?.version ?? 0) + 1;
			replaced.set(path, { text: text ?? readFileSync(path, 'utf8'), version });
			return errorsIn(path);
		},
	};
}

describe('a mistake against the contract does not compile', () => {
	const { errors } = typeCheck();

	test.each(mistakes)('%s', (_what, file, right, wrong) => {
		const text = readFileSync(join(root, file), 'utf8');
		const named = wrong.replace(/^path: \{ |:.*$|,.*$|^.*'(.*)'.*$/g, '$1');
		expect(text.split(right)).toHaveLength(2);
		expect(errors(file)).toEqual([]);
		const found = errors(file, text.replace(right, wrong));
		errors(file); // As it was, for the next one.
		expect(found.join('\n')).toContain(named);
	});
});
