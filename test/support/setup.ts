import { setSafeRegexEngine } from 'n8n-workflow';

// n8n stops a regular expression after 250 ms by the clock, which a busy machine misses. Here they run without the clock.
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) =>
		input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') =>
		Array.from(input.matchAll(new RegExp(pattern, `g${flags.replace('g', '')}`))),
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});

// What nodes log about bad input is expected here.
process.env.N8N_LOG_LEVEL = 'silent';
