const { src, dest } = require('gulp');

/** Copies what TypeScript leaves out: codex files, output previews and icons. */
function assets() {
	return src(['nodes/**/*.json', 'icons/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.assets = assets;
