/** JupyterLab's set-up: where it begins, and what pip may see of the environment. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import { labAddress } from "../tools/lab.js";
import { pipEnvironment } from "../tools/lab-python.js";
import { inRoot, lessonFiles } from "../tools/paths.js";

test("labAddress: the lesson that README.md begins with, or the list of files if there is none", () => {
  const first = /Begin with\s+\[lesson 00\]\(([^)]+)\)/.exec(
    fs.readFileSync(inRoot("README.md"), "utf8"),
  )?.[1];
  assert.equal(labAddress(lessonFiles()), `/lab/tree/${first}`);
  assert.equal(
    labAddress([inRoot("notebooks", "00 what? #1.ipynb")]),
    "/lab/tree/notebooks/00%20what%3F%20%231.ipynb",
  );
  assert.equal(labAddress([]), "/lab");
});

test("pipEnvironment: settings of where packages come from stay, those of what is installed go", () => {
  const kept = {
    PATH: "/bin",
    PIP_INDEX_URL: "http://index",
    PIP_FIND_LINKS: "wheels",
    PIP_CERT: "ca.pem",
    PIP_CACHE_DIR: "cache",
    PIP_CONFIG_FILE: "pip.conf",
    pip_trusted_host: "index",
  };
  const gone = {
    PIP_TARGET: "elsewhere",
    PIP_PREFIX: "elsewhere",
    PIP_DRY_RUN: "1",
    PIP_CONSTRAINT: "constraints.txt",
    PIP_REQUIREMENT: "more.txt",
    PIP_PLATFORM: "win_amd64",
    PIP_NO_BINARY: ":all:",
  };
  assert.deepEqual(pipEnvironment({ ...kept, ...gone, PIP_USER: "1" }), { ...kept, PIP_USER: "0" });
});
