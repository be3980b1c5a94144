// Queue mode is started and killed from here, as processes.
export { default } from '../load/eslint.config.mjs';
