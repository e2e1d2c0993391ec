/** Installing the packages: which are missing, what npm may see of the environment, and when it has failed. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inRoot } from "../tools/paths.js";

interface Entry {
  version?: string;
  integrity?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}
const { installFault, lacking, npmEnvironment } = createRequire(import.meta.url)(
  inRoot("src", "bin", "packages.cjs"),
) as {
  installFault: (
    done: { status: number | null; error?: Error; stderr: string },
    missing: () => string[],
  ) => string | undefined;
  lacking: (
    wanted: Record<string, Entry>,
    have: Record<string, Entry>,
    there: (place: string) => boolean,
  ) => string[];
  npmEnvironment: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
};

const a = { version: "1.0.0", integrity: "sha512-a" };
const at = (entry: Entry): Record<string, Entry> => ({ "": {}, src: {}, "node_modules/a": entry });
const lacks = (wanted: Entry, have: Entry | undefined, there = true): boolean =>
  lacking(at(wanted), have ? at(have) : {}, () => there).length > 0;

test("lacking: a package that is absent, gone from its folder, or another one", () => {
  assert.equal(lacks(a, a), false);
  assert.equal(lacks(a, undefined, false), true);
  assert.equal(lacks(a, a, false), true);
  assert.equal(lacks(a, undefined), true);
  assert.equal(lacks(a, { ...a, version: "1.0.1" }), true);
  assert.equal(lacks(a, { ...a, integrity: "sha512-b" }), true);
});

test("lacking: an optional package may be absent on machines that it is not for, and on no other", () => {
  const { platform, arch } = process;
  const absent = (entry: Entry): boolean => lacks({ ...a, optional: true, ...entry }, undefined, false);
  assert.equal(absent({ os: [platform], cpu: [arch] }), true);
  assert.equal(absent({ os: [platform] }), true);
  assert.equal(absent({ os: ["!none"] }), true);
  assert.equal(absent({ os: ["none"] }), false);
  assert.equal(absent({ os: [`!${platform}`] }), false);
  assert.equal(absent({ os: [platform], cpu: ["none"] }), false);
  assert.equal(absent({ os: [platform], cpu: [arch], libc: ["musl"] }), false);
  assert.equal(lacks({ ...a, os: ["none"] }, undefined, false), true);
  assert.equal(lacks({ ...a, optional: true, os: ["none"] }, undefined), true);
});

test("npmEnvironment: settings of where packages come from stay, those of what is installed go", () => {
  const kept = {
    PATH: "/bin",
    HTTPS_PROXY: "http://proxy",
    NPM_CONFIG_REGISTRY: "http://registry",
    npm_config_fetch_retries: "5",
    npm_config_strict_ssl: "false",
    npm_config__auth: "secret",
    "npm_config_//registry/:_authToken": "secret",
    "npm_config_@scope:registry": "http://registry",
    NPM_CONFIG_OFFLINE: "true",
  };
  const gone = {
    NODE_ENV: "production",
    npm_config_omit: "dev",
    NPM_CONFIG_PRODUCTION: "true",
    npm_config_global: "true",
    npm_config_location: "global",
    NPM_CONFIG_DRY_RUN: "true",
    npm_config_package_lock: "false",
    npm_config_install_strategy: "linked",
    npm_config_workspace: "src",
    npm_config_os: "win32",
    NPM_CONFIG_USAGE: "true",
  };
  assert.deepEqual(npmEnvironment({ ...gone, ...kept }), kept);
});

test("installFault: npm's own error, files that it could not write, packages that are not there", () => {
  const none = (): string[] => [];
  assert.equal(installFault({ status: 0, stderr: "npm warn deprecated b" }, none), undefined);
  assert.equal(
    installFault({ status: 1, stderr: "npm warn EBADENGINE b\nnpm error code EUSAGE\n" }, none),
    "npm ci failed:\nnpm error code EUSAGE",
  );
  const absent = installFault({ status: null, error: new Error("spawn npm ENOENT"), stderr: "" }, none);
  assert.equal(absent, "npm ci failed:\nspawn npm ENOENT");
  const line = "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write";
  assert.match(
    installFault({ status: 0, stderr: `${line}\n` }, none) ?? "",
    /^npm ci could not write .*\n.*ENOSPC/,
  );
  const names = Array.from({ length: 12 }, (_, i) => `node_modules/${i}`);
  const said = installFault({ status: 0, stderr: "" }, () => names)?.split("\n") ?? [];
  assert.deepEqual([said.length, said[1], said.at(-1)], [12, "node_modules/0", "… and 2 more"]);
});
