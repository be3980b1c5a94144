/** An XML element. */
export interface XmlElement {
	name: string;
	attributes: Map<string, string>;
	children: XmlElement[];
	/** The decoded text directly in it. */
	text: string;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** True if XML can represent a string: most control characters and half of a surrogate pair have no form in XML. */
export function isXmlText(text: string): boolean {
	return /^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text);
}

export function escapeXml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}

/** Decodes the five named entities and numeric character references; everything else stays. */
export function unescapeXml(text: string): string {
	return text.replace(
		/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
		(whole, hex?: string, decimal?: string, name?: string) => {
			if (name !== undefined) return named[name.toLowerCase()] ?? whole;
			const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		},
	);
}

/** Longer text and deeper elements are rejected: no query or column is that large. */
const lengthLimit = 500_000;
const depthLimit = 100;

const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const tagStart = /<([\w:.-]+)/y;
const tagEnd = /\s*(\/?)>/y;

/** Matches a sticky regular expression at an offset. */
function at(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
	pattern.lastIndex = place;
	return pattern.exec(text);
}

/** Sections without elements: their delimiters, and whether their content is text. */
const sections = [
	{ start: '<!--', end: '-->', isText: false },
	{ start: '<?', end: '?>', isText: false },
	{ start: '<![CDATA[', end: ']]>', isText: true },
];

/**
 * The root element of XML text; undefined if it is not well-formed. Takes linear time; document types and custom
 * entities are not supported.
 */
export function parseXml(xml: string): XmlElement | undefined {
	if (xml.length > lengthLimit) return undefined;
	const document: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
	const open = [document];
	for (let place = 0; place < xml.length;) {
		const parent = open.at(-1) as XmlElement;
		const next = xml.indexOf('<', place);
		parent.text += unescapeXml(xml.slice(place, next === -1 ? undefined : next));
		if (next === -1) break;

		const section = sections.find(({ start }) => xml.startsWith(start, next));
		if (section !== undefined) {
			const end = xml.indexOf(section.end, next + section.start.length);
			if (end === -1) return undefined;
			if (section.isText) parent.text += xml.slice(next + section.start.length, end);
			place = end + section.end.length;
			continue;
		}

		const closing = `</${parent.name}`;
		if (xml.startsWith('</', next)) {
			const end = xml.startsWith(closing, next) && at(tagEnd, xml, next + closing.length);
			if (!end || end[1] !== '' || open.length === 1) return undefined;
			open.pop();
			place = next + closing.length + end[0].length;
			continue;
		}

		const start = at(tagStart, xml, next);
		if (start === null || open.length > depthLimit) return undefined;
		const element: XmlElement = {
			name: start[1] ?? '',
			attributes: new Map(),
			children: [],
			text: '',
		};
		place = next + start[0].length;
		for (let found; (found = at(attribute, xml, place)) !== null; place += found[0].length)
			element.attributes.set(found[1] ?? '', unescapeXml(found[2] ?? found[3] ?? ''));
		const end = at(tagEnd, xml, place);
		if (end === null) return undefined;
		place += end[0].length;
		parent.children.push(element);
		if (end[1] === '') open.push(element);
	}
	const [root, ...others] = document.children;
	return open.length === 1 && others.length === 0 && document.text.trim() === '' ? root : undefined;
}

/** The first child with a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
	return element?.children.find((child) => child.name === name);
}
