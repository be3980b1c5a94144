import { byInternalName, type FieldDescription } from '../../nodes/concepts/fields/description';
import { toJson } from '../../nodes/concepts/query/item';

/** A value as it goes out, by the type of its field. */
function read(Value: string, type: Pick<FieldDescription, 'kind'> & Partial<FieldDescription>) {
	const field: FieldDescription = {
		...{ name: 'A', title: 'A', isList: false, choices: [], type: undefined, format: undefined },
		...{ isRequired: false, isReadOnly: false, isHidden: false },
		...type,
	};
	const FieldValues = [{ InternalFieldName: 'A', Value, TextValue: null }];
	return toJson({ FieldValues }, byInternalName([field])).A;
}

test.each([
	['90.0000000', 90],
	['-0.5', -0.5],
	['5E-05', 0.00005],
	['-1.5E-07', -1.5e-7],
	['1E+20', 1e20],
	['1.234,50', '1.234,50'],
	['E5', 'E5'],
	['1E999', '1E999'],
	['0x10', '0x10'],
])('the number %s is read as %s', (text, value) => {
	expect(read(text, { kind: 'number' })).toBe(value);
});

describe('several values in one text', () => {
	test.each<[kind: FieldDescription['kind'], text: string, values: string[]]>([
		['text', ';#Urgent;#Support;#', ['Urgent', 'Support']],
		['text', 'Urgent;#Support', ['Urgent', 'Support']],
		['text', '1;#Draft;#2;#Final', ['1', 'Draft', '2', 'Final']],
		['user', '1;#Anna;#2;#Bo', ['Anna', 'Bo']],
		['user', 'Anna;#Bo', ['Anna', 'Bo']],
		['user', '1;#Anna', ['Anna']],
		['lookup', '1;#1001;#2;#1002', ['1001', '1002']],
		['lookupObject', '1;#Jensen A/S;#2;#7', ['Jensen A/S', '7']],
		['term', '-1;#Sales|8a1c;#5;#Legal|9b2d', ['Sales|8a1c', 'Legal|9b2d']],
		// Not SharePoint's own form: bare IDs.
		['wholeNumber', '1;#2', ['1', '2']],
		['lookup', '1;#2;#3', ['1', '2', '3']],
		['lookup', '', []],
	])('of %s: %s', (kind, text, values) => {
		expect(read(text, { kind, isList: true })).toEqual(values);
	});
});
