// @ts-check
// Where the project lies, for the files that must run before anything is installed or built.

const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");

/** @param {string} file */
const readJson = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

module.exports = { root, readJson };
