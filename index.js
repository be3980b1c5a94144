// n8n loads the nodes and credentials from the paths in package.json; this only makes the package resolvable by name.
module.exports = {};
