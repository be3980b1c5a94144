/**
 * Who may import whom. Arrows go down only: a node uses concepts, concepts use parameters and the API client, the API client
 * uses the types of the contract.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
	forbidden: [
		{
			name: 'no-circle',
			comment: 'Two files that need each other are one file, or hide a third that both need.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'api-knows-no-concepts',
			comment:
				'nodes/api speaks to WorkPoint and knows none of its things, and no parameters of n8n.',
			severity: 'error',
			from: { path: '^nodes/api/' },
			to: { path: '^nodes/(?!api/)' },
		},
		{
			name: 'parameters-know-no-concepts',
			comment: 'nodes/parameters is the kit with which parameters of any thing are made.',
			severity: 'error',
			from: { path: '^nodes/parameters/' },
			to: { path: '^nodes/(?!(api|parameters)/)' },
		},
		{
			name: 'concepts-know-no-node',
			comment: 'nodes/concepts serves all nodes.',
			severity: 'error',
			from: { path: '^nodes/concepts/' },
			to: { path: '^nodes/(?!(api|parameters|concepts)/)' },
		},
		{
			name: 'fields-are-the-lowest-wing',
			comment: 'nodes/concepts/fields describes and writes field values, whatever they belong to.',
			severity: 'error',
			from: { path: '^nodes/concepts/fields/' },
			to: { path: '^nodes/concepts/(?!fields/)' },
		},
		{
			name: 'queries-know-only-fields',
			comment: 'nodes/concepts/query reads the items of any list.',
			severity: 'error',
			from: { path: '^nodes/concepts/query/' },
			to: { path: '^nodes/concepts/(?!(fields|query)/)' },
		},
		{
			name: 'things-know-no-lists',
			comment:
				'nodes/concepts/lists is for lists and libraries that no module has. Things such as entities and sites are below them.',
			severity: 'error',
			from: { path: '^nodes/concepts/[^/]+$' },
			to: { path: '^nodes/concepts/lists/' },
		},
		{
			name: 'nodes-know-no-other-node',
			comment: 'What two nodes need is in nodes/concepts, nodes/parameters or nodes/api.',
			severity: 'error',
			from: { path: '^nodes/(WorkPoint\\w*)/' },
			to: { path: '^nodes/WorkPoint\\w*/', pathNot: '^nodes/$1/' },
		},
		{
			name: 'tenant-knows-no-calls',
			comment: 'sandbox/tenant is the data of the sandbox, and knows of no call or answer.',
			severity: 'error',
			from: { path: '^sandbox/tenant/' },
			to: { path: '^sandbox/(calls|services|index|main)' },
		},
		{
			name: 'main-suite-needs-node-only',
			comment:
				'`npm test` runs on a machine without a browser, n8n or a database. What needs one is in test/e2e or test/load.',
			severity: 'error',
			from: { path: '^test/(?!e2e/|load/|support/)' },
			to: { path: '^(n8n/(install|n8nProcess|testBed)|test/support/(browser|cluster))' },
		},
		{
			name: 'tools-know-no-tests',
			comment:
				'What the demo or the bench needs of a test is in n8n or sandbox. Only the cases of the operations serve both.',
			severity: 'error',
			from: { path: '^(sandbox|n8n|demo|bench|scripts)/' },
			to: { path: '^test/(?!support/cases/)' },
		},
		{
			name: 'package-knows-no-tools',
			comment:
				'What is published uses nothing that only this repository has. Of the contract it uses the types, and the values that are made from it.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(?!nodes/|credentials/|contract/|node_modules/)[^/]+/' },
		},
	],
	options: {
		includeOnly: '^(nodes|credentials|contract|sandbox|n8n|demo|test|bench|scripts|examples)/',
		tsConfig: { fileName: 'tsconfig.dev.json' },
		// Types count too: a circle of types ties files together as one of values does.
		tsPreCompilationDeps: true,
	},
};
