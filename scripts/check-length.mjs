// Checks that no file under nodes/ has more than 300 lines, unless its head gives a reason: `// Long because: …`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const longest = 300;
const head = 15;

const tooLong = readdirSync('nodes', { recursive: true })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => ({ file: join('nodes', file), lines: linesOf(join('nodes', file)) }))
	.filter(({ lines }) => lines.length > longest)
	.filter(({ lines }) => !lines.slice(0, head).some((line) => /Long because: \S/.test(line)));

function linesOf(file) {
	return readFileSync(file, 'utf8').trimEnd().split('\n');
}

for (const { file, lines } of tooLong)
	console.error(
		`${file} has ${lines.length} lines, more than ${longest}. Split it, or give a reason in its head: // Long because: …`,
	);
process.exitCode = tooLong.length > 0 ? 1 : 0;
