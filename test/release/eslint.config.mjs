// The guard is run as `npm publish` runs it: as a process.
export { default } from '../load/eslint.config.mjs';
