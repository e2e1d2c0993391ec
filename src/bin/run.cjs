// @ts-check
// The door to every tool: `node src/bin/run.cjs <lessons|test|lab|bench|handouts|text|build>`. Old syntax only: an old
// Node must be able to read this file in order to say that it is too old.

const version = process.versions.node.split(".").map(Number);
const major = version[0] || 0;
const minor = version[1] || 0;
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (fits) require("./prepare.cjs").main(process.argv.slice(2));
else {
  console.error(
    `Node ${process.versions.node} is too old: install Node 24 (or 22.12 or later, or 20.19 or later) from nodejs.org.`,
  );
  process.exitCode = 1;
}
