import { peopleIn, personIn } from '../../nodes/concepts/fields/peopleInMails';

const claim = 'i:0#.f|membership|bo@contoso.com';

describe('the addresses of people', () => {
	test.each<[given: unknown, addresses: string[]]>([
		['bo@contoso.com', ['bo@contoso.com']],
		['mailto:bo@contoso.com', ['bo@contoso.com']],
		['MAILTO:bo%40contoso.com?subject=Hi,%20Bo', ['bo@contoso.com']],
		['SMTP:bo@contoso.com', ['bo@contoso.com']],
		["'bo@contoso.com'", ['bo@contoso.com']],
		['"bo@contoso.com"', ['bo@contoso.com']],
		["o'brien@contoso.com", ["o'brien@contoso.com"]],
		['Bo Holm <bo@contoso.com>', ['bo@contoso.com']],
		['Bo Holm <mailto:bo@contoso.com>', ['bo@contoso.com']],
		['Holm, Bo <bo@contoso.com>, anna@contoso.com', ['bo@contoso.com', 'anna@contoso.com']],
		['"Holm \\"B\\", Bo" <bo@contoso.com>', ['bo@contoso.com']],
		['bo@contoso.com (Bo Holm)', ['bo@contoso.com']],
		['bo@old.dk via List <list@x.dk>', ['list@x.dk']],
		['=?utf-8?Q?J=C3=B8rgen?= <j@x.dk>', ['j@x.dk']],
		[claim, ['bo@contoso.com']],
		['undisclosed-recipients:;', []],
		['Undisclosed recipients: ;', []],
		['Team: a@x.dk, B <b@x.dk>;, c@x.dk', ['a@x.dk', 'b@x.dk', 'c@x.dk']],
		['"Team: North": a@x.dk;', ['a@x.dk']],
		['a@x.dk, Team: b@x.dk;', ['a@x.dk', 'b@x.dk']],
		['/O=EXCHANGELABS/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=BO', []],
		['EX:/O=EXCHANGELABS/CN=BO; a@x.dk', ['a@x.dk']],
		['Mette, mette@x.dk', ['mette@x.dk']],
		[{ emailAddress: { name: 'Bo', address: 'bo@x.dk' } }, ['bo@x.dk']],
		[{ displayName: 'Bo', emailAddress: 'bo@x.dk' }, ['bo@x.dk']],
		[{ Mailbox: { EmailAddress: 'bo@x.dk', RoutingType: 'SMTP' } }, ['bo@x.dk']],
		[{ mail: null, userPrincipalName: 'bo@x.dk' }, ['bo@x.dk']],
		[{ Claims: claim, DisplayName: 'Bo' }, ['bo@contoso.com']],
		[{ name: 'Team', group: [{ address: 'a@x.dk' }, { address: 'b@x.dk' }] }, ['a@x.dk', 'b@x.dk']],
		[{ value: [{ address: '', name: 'Bo' }, { address: 'a@x.dk' }], text: '…' }, ['a@x.dk']],
		[{ value: [{ name: 'undisclosed-recipients', group: [] }], text: '' }, []],
		[{ text: 'Bo <bo@x.dk>, a@x.dk' }, ['bo@x.dk', 'a@x.dk']],
		[
			[{ address: 'a@x.dk' }, 'b@x.dk'],
			['a@x.dk', 'b@x.dk'],
		],
		[{ emailAddress: { name: 'Bo', address: '/O=EXCHANGELABS/CN=BO' } }, []],
		[null, []],
		[42, []],
	])('in %j are %j', (given, addresses) => {
		expect(peopleIn(given).flatMap(({ address }) => address ?? [])).toEqual(addresses);
	});
});

describe('one person', () => {
	test.each([
		claim,
		'i:0#.w|contoso\\bo',
		'c:0t.c|tenant|9908e57b-4444-4a0e-af96-e8ca83c0a0e5',
		'c:0(.s|true',
	])('is identified by the login name %s', (text) => {
		expect(personIn(text)).toMatchObject({ loginName: text });
	});

	test.each([
		'Bo',
		'a@x.dk, b@x.dk',
		'/O=EXCHANGELABS/CN=BO',
		'i:0#.f',
		{ value: [{ address: 'a@x.dk' }, { address: 'b@x.dk' }] },
		{ name: 'Bo' },
		7,
		null,
	])('is not recognized in %j', (given) => {
		expect(personIn(given)).toBeUndefined();
	});

	test('can have a comma in the name', () => {
		expect(personIn('Holm, Bo <bo@x.dk>')?.address).toBe('bo@x.dk');
	});
});
