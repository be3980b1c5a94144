import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { ids } from '../../sandbox/tenant/seed';
import { runOperation } from '../support/runOperation';
import { sandboxForEach } from '../support/sandboxForEach';

describe('emails', () => {
	let sandbox: Sandbox;

	sandboxForEach((started) => (sandbox = started));

	const run = async (key: string, parameters: INodeParameters) =>
		await runOperation(sandbox, key, parameters);
	const find = async (fromAddresses: unknown, more: INodeParameters = {}) =>
		await run('entity.findByEmail', {
			// Two braces in a row would end the expression.
			fromAddresses: `={{ ${JSON.stringify(fromAddresses).replaceAll('}', '} ')} }}`,
			limit: 5,
			...more,
		});

	test.each<[how: string, given: unknown, sent: string[]]>([
		['an address', ' mette@jensen.example ', ['mette@jensen.example']],
		['several, with an empty part', 'a@x.dk,, b@x.dk;c@x.dk;', ['a@x.dk', 'b@x.dk', 'c@x.dk']],
		['a name and an address', 'Mette Jensen <mette@jensen.example>', ['mette@jensen.example']],
		['a name with a comma', 'Jensen, Mette <m@x.dk>, bo@x.dk', ['m@x.dk', 'bo@x.dk']],
		['a name in quotes', '"Jensen; Mette, m@old.dk" <m@x.dk>', ['m@x.dk']],
		['a name with foreign letters', 'Åse Ødegård (Æ!) <ase+1@x.no>', ['ase+1@x.no']],
		['a list', ['a@x.dk', 'B <b@x.dk>'], ['a@x.dk', 'b@x.dk']],
		['what Outlook gives', { emailAddress: { name: 'Mette', address: 'm@x.dk' } }, ['m@x.dk']],
		[
			'recipients of Outlook',
			[{ emailAddress: { address: 'a@x.dk' } }, { emailAddress: { address: 'b@x.dk' } }],
			['a@x.dk', 'b@x.dk'],
		],
		['what IMAP gives', { value: [{ address: 'a@x.dk', name: 'A' }], text: 'A' }, ['a@x.dk']],
		[
			'what mailparser gives of a group',
			{ value: [{ name: 'Team', group: [{ address: 'a@x.dk' }] }], text: 'Team: a@x.dk;' },
			['a@x.dk'],
		],
		['an address as a link', 'mailto:a@x.dk', ['a@x.dk']],
		['a person of SharePoint', 'i:0#.f|membership|a@x.dk', ['a@x.dk']],
	])('the sender can be %s', async (_how, given, sent) => {
		const { error } = await find(given);
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]?.body).toMatchObject({ FromEmailAddresses: sent });
	});

	test.each<[given: unknown, message: string]>([
		['', "'From' is empty"],
		[null, "'From' is empty"],
		[' , ;', "'From' is empty"],
		[[], "'From' is empty"],
		['undisclosed-recipients:;', "'From' is empty"],
		['Mette Jensen', `'From' has "Mette Jensen", which is not an email address`],
		['Mette, mette@x.dk', `'From' has "Mette", which is not an email address`],
		['Mette <>', `'From' has "Mette <>", which is not an email address`],
		['/O=EXCHANGELABS/CN=BO', `'From' has "/O=EXCHANGELABS/CN=BO", which is not an email address`],
		[42, "'From' has 42, which is not an email address"],
		[{ name: 'Mette' }, `'From' has {"name":"Mette"}, which is not an email address`],
	])('a sender given as %j is refused before any call', async (given, message) => {
		const { error } = await find(given);
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('recipients that an email does not have are left out', async () => {
		await find('a@x.dk', { additionalFields: { ccAddresses: '', toAddresses: '={{ null }}' } });
		const { CcEmailAddresses, ToEmailAddresses } = sandbox.requests[0]?.body as INodeParameters;
		expect([CcEmailAddresses ?? [], ToEmailAddresses ?? []]).toEqual([[], []]);
	});

	test.each<[given: unknown, sent: string[]]>([
		['undisclosed-recipients:;', []],
		['Undisclosed recipients:;, a@x.dk', ['a@x.dk']],
		['Team: a@x.dk, B <b@x.dk>;', ['a@x.dk', 'b@x.dk']],
		['/O=EXCHANGELABS/OU=X/CN=RECIPIENTS/CN=BO; a@x.dk', ['a@x.dk']],
		['Mette Jensen; a@x.dk', ['a@x.dk']],
		[[{ name: 'Team', group: [{ address: 'a@x.dk' }, { name: 'No address' }] }], ['a@x.dk']],
		[{ value: [{ name: 'undisclosed-recipients', group: [] }] }, []],
		[[{ emailAddress: { name: 'Bo' } }, { emailAddress: { address: 'a@x.dk' } }], ['a@x.dk']],
	])('of the recipients %j, those with an address count', async (given, sent) => {
		const recipients = `={{ ${JSON.stringify(given).replaceAll('}', '} ')} }}`;
		const { error } = await find('f@x.dk', {
			additionalFields: { ccAddresses: recipients, toAddresses: recipients },
		});
		expect(error).toBeUndefined();
		const { CcEmailAddresses, ToEmailAddresses } = sandbox.requests[0]?.body as INodeParameters;
		expect([CcEmailAddresses, ToEmailAddresses]).toEqual([sent, sent]);
	});

	test('no more suggestions are returned than the limit allows, and an empty result is not an error', async () => {
		const body = JSON.stringify([{ EntityID: 1 }, { EntityID: 2 }, { EntityID: 3 }]);
		sandbox.faults.add({ answer: { status: 200, body } });
		expect((await find('a@x.dk', { limit: 2 })).json).toMatchObject([
			{ EntityID: 1 },
			{ EntityID: 2 },
		]);
		const { error, json } = await find('nobody@nowhere.example');
		expect([error, json]).toEqual([undefined, []]);
	});

	describe('the entities of an email', () => {
		const suggested = async (all: object[], more: INodeParameters = {}) => {
			sandbox.faults.add({ answer: { status: 200, body: JSON.stringify(all) } });
			return (await find('a@x.dk', more)).json;
		};

		test('are returned once each, the best first, with the kind of match', async () => {
			const both = [
				{ Type: 20, EntityListID: ids.cases, EntityID: 7 },
				{ Type: 'EmailBased', EntityListID: ids.cases, EntityID: 2 },
				{ Type: 10, EntityListID: ids.cases, EntityID: 7 },
				{ Type: 10, EntityListID: ids.projects, EntityID: 2 },
			];
			expect(await suggested(both)).toEqual([
				{ MatchedBy: 'Email address in a field', EntityListID: ids.cases, EntityID: 7 },
				{ MatchedBy: 'Filed emails', EntityListID: ids.cases, EntityID: 2 },
				{ MatchedBy: 'Filed emails', EntityListID: ids.projects, EntityID: 2 },
			]);
			expect(await suggested(both, { simplify: false })).toEqual(both);
		});

		test('are limited to one by default', async () => {
			const { json } = await run('entity.findByEmail', { fromAddresses: 'bo@contoso.com' });
			expect(json).toHaveLength(1);
		});

		test('of an unknown kind keep it, and those without an ID stay separate', async () => {
			expect(await suggested([{ Type: 30 }, {}])).toEqual([{ MatchedBy: 30 }, { MatchedBy: null }]);
		});
	});

	test('an email in two folders of a case returns the case once, and both folders without Simplify', async () => {
		const places = ['Letters', 'Offers'].map((LocationPath) => ({
			EntityListID: ids.cases,
			EntityID: 2,
			LocationPath,
		}));
		sandbox.faults.add({ answer: { status: 200, body: JSON.stringify(places) }, times: 2 });
		const parameters = { internetMessageId: '<a@x.dk>' };
		expect((await run('email.getLocations', parameters)).json).toEqual([places[0]]);
		const raw = await run('email.getLocations', { ...parameters, simplify: false });
		expect(raw.json).toEqual(places);
	});

	test.each([
		['entity.findByEmail', { fromAddresses: 'mette@jensen.example', limit: 1 }],
		['email.getLocations', { internetMessageId: '<complaint-001@jensen.example>' }],
	])('%s returns at most ten fields, and all of them without Simplify', async (key, parameters) => {
		const simple = (await run(key, parameters)).json[0] ?? {};
		expect(Object.keys(simple).length).toBeLessThanOrEqual(10);
		expect(simple).toMatchObject({
			EntityID: 2,
			EntityTitle: 'Complaint 2026-001',
			FolderAbsoluteUrl: expect.stringContaining('/Shared Documents'),
		});
		const raw = (await run(key, { ...parameters, simplify: false })).json[0];
		const { MatchedBy, ...fields } = simple;
		expect(raw).toMatchObject({ ...fields, EntityGuid: expect.any(String), SiteID: null });
		expect([undefined, 'Filed emails']).toContain(MatchedBy);
	});

	describe('where an email is filed', () => {
		const places = async (internetMessageId: string) =>
			await run('email.getLocations', { internetMessageId });
		const asked = () => sandbox.requests.map(({ query }) => (query as INodeParameters).messageID);

		test.each(['<complaint-001@jensen.example>', 'complaint-001@jensen.example'])(
			'is found by %s',
			async (id) => {
				expect((await places(id)).json).toMatchObject([{ EntityID: 2 }]);
			},
		);

		test('is empty for an email that is not filed, which is not an error', async () => {
			const { error, json } = await places("<a+b/c=d&e#f'(1)!@x.dk>");
			expect([error, json]).toEqual([undefined, []]);
			expect(asked()).toEqual(["<a+b/c=d&e#f'(1)!@x.dk>", "a+b/c=d&e#f'(1)!@x.dk"]);
		});
	});

	describe('the flag of an email', () => {
		const flag = { internetMessageId: '<complaint-001@jensen.example>', color: 'Green' };

		test('is set, and not set again when the outcome is unknown', async () => {
			sandbox.faults.add({ path: '/SetFlags', kind: 'resetAfter' });
			const { error } = await run('email.setFlags', flag);
			expect(error?.message).toContain('may have carried out this call');
			expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
			expect([...sandbox.state.mailFlags.values()]).toEqual(['Green']);
		});

		test("of an email that is in no mailbox is an error with WorkPoint's own message", async () => {
			const { error } = await run('email.setFlags', { ...flag, internetMessageId: '<x@x.dk>' });
			expect(error?.message).toBe('The mail was not found in any mailbox.');
		});

		test.each(['color', 'internetMessageId'])('requires %s', async (name) => {
			const { error } = await run('email.setFlags', { ...flag, [name]: '={{ "" }}' });
			expect(error?.message).toContain('is empty');
			expect(sandbox.requests).toHaveLength(0);
		});
	});
});
