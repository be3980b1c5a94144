import { readFileSync, writeFileSync } from 'node:fs';

/** A table in Markdown. */
export function tableOf(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A table without what a formatter makes of it. */
const unformatted = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

/** Expects a table between the marks of a page, or writes it there with GENERATE. */
export function expectGenerated(file: string, mark: string, table: string): void {
	const page = readFileSync(file, 'utf8');
	const place = new RegExp(`(<!-- ${mark} -->\\n)([\\s\\S]*?)(<!-- /${mark} -->)`);
	if (process.env.GENERATE)
		writeFileSync(
			file,
			page.replace(
				place,
				(_all, start: string, _old, end: string) => `${start}\n${table}\n\n${end}`,
			),
		);
	else expect(unformatted(place.exec(page)?.[2] ?? '')).toBe(unformatted(table));
	expect(table).not.toMatch(/contoso|anna|https?:|[0-9a-f]{8}-/i);
}
