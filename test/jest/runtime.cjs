const { createRequire, isBuiltin } = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const isPackage = (name) => name !== undefined && !/^[./]/.test(name) && !isBuiltin(name);

/** Compiles modules for the process's own realm (see environment.cjs), and loads packages through Node: once per worker. */
class RealmRuntime extends Runtime {
	constructor(...args) {
		super(...args);
		const { executor } = this;
		executor.compile = (source, filename) =>
			compileFunction(source, executor.injectedModuleParameters, { filename });
	}

	requireModule(from, name, options, isRequireActual) {
		if (!options?.isInternalModule && isPackage(name)) return createRequire(from)(name);
		return super.requireModule(from, name, options, isRequireActual);
	}

	/** The process's own function is the right one here. */
	installGetBuiltinModule() {}
}

const root = join(__dirname, '../..');
const sharedFolders = ['contract', 'n8n', 'sandbox'].map((folder) => join(root, folder));
const isShared = (path) =>
	sharedFolders.some((folder) => path === folder || path.startsWith(folder + sep));

/**
 * Keeps, for all files of a worker, what they share: the sandbox, which takes seconds to compile its contract, and a real
 * n8n, which takes half a minute to start.
 */
let shared;

module.exports = class extends RealmRuntime {
	constructor(...args) {
		super(...args);
		shared ??= new RealmRuntime(...args);
		// Stack traces look here for both.
		this.transformCache.sourceMaps = shared.transformCache.sourceMaps;
	}

	requireModule(from, name, options, isRequireActual) {
		const path = name === undefined ? from : resolve(dirname(from), name);
		if (isShared(path)) return shared.requireModule(from, name, options, isRequireActual);
		return super.requireModule(from, name, options, isRequireActual);
	}
};
