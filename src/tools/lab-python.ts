/** The Python that makes JupyterLab's environment, and the variables that it, pip and Jupyter see. */
import { spawnSync } from "node:child_process";

/** A missing program, or a step of the set-up that failed; the message is one line to show as it is. */
export class SetUpError extends Error {
  /** Whether a program has to be installed first, as against a step that went wrong. */
  readonly missing: boolean;
  constructor(message: string, missing: boolean) {
    super(message);
    this.missing = missing;
  }
}

/** The environment in which Jupyter and its kernels run: ours first, no packages of another Python, no color codes. */
export function labEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, PYTHONHOME: __, PYTHONPATH: ___, ...env } = process.env;
  return { ...env, JUPYTER_PREFER_ENV_PATH: "1", NO_COLOR: "1", PYTHONUTF8: "1" };
}

/** The variables of pip that say where packages come from and how they are fetched. */
const fetching =
  /^PIP_((EXTRA_)?INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|(CLIENT_)?CERT|PROXY|(DEFAULT_)?TIMEOUT|(RESUME_)?RETRIES|(NO_)?CACHE_DIR|CONFIG_FILE|KEYRING_PROVIDER|USE_FEATURE|USE_DEPRECATED|LOG)$/i;

/** What pip may see of an environment: nothing that changes what is installed, or where to. */
export function pipEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^PIP_/i.test(name) || fetching.test(name));
  return { ...Object.fromEntries(kept), PIP_USER: "0" };
}

/** The first command that starts a Python of 3.9 or later which can make virtual environments. */
export function findPython(): string[] {
  const windows = process.platform === "win32";
  const candidates = windows ? [["py", "-3"], ["python"], ["python3"]] : [["python3"], ["python"]];
  const ask = "import sys; print('%d.%d' % sys.version_info[:2]); import venv, ensurepip";
  let reason = "Python was not found: install Python 3.9 or later from python.org";
  for (const [command = "", ...first] of candidates) {
    const options = { encoding: "utf8", env: labEnvironment() } as const;
    const { stdout, status } = spawnSync(command, [...first, "-c", ask], options);
    const version = /^3\.(\d+)\s/.exec(stdout ?? "");
    if (!version) continue;
    if (Number(version[1]) < 9)
      reason = `Python 3.${version[1]} is too old: install Python 3.9 or later from python.org`;
    else if (status !== 0)
      reason = `Python 3.${version[1]} lacks its venv module: install it (Debian and Ubuntu: python3-venv)`;
    else return [command, ...first];
  }
  throw new SetUpError(reason, true);
}
