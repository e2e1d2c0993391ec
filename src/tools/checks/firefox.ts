/** Firefox as it is installed, driven by Playwright over the WebDriver BiDi protocol. */
import { type Browser, firefox } from "playwright-core";

/** What this file knows of Playwright's own side of a browser. */
interface Inside {
  _connection?: { toImpl?: (browser: Browser) => { _browserSession?: object } };
}

interface Session {
  send: (method: string, parameters?: unknown) => Promise<unknown>;
}

/** A command that Playwright sends for every page and that Firefox ESR does not know yet: it would set dark or light. */
const unknown = "emulation.setMediaFeaturesOverride";

/**
 * Starts the Firefox at `executablePath` without a window. Colour schemes cannot be chosen in it, nor scripts switched off.
 *
 * @throws if this version of Playwright has changed inside, where the unknown command is taken out.
 */
export async function launchFirefox(executablePath: string): Promise<Browser> {
  const browser = await firefox.launch({ executablePath, channel: "moz-firefox", timeout: 0 });
  const session = (browser as unknown as Inside)._connection?.toImpl?.(browser)._browserSession;
  // The sessions of pages share this prototype.
  const shared = session && (Object.getPrototypeOf(session) as Partial<Session>);
  const { send } = shared ?? {};
  if (!shared || typeof send !== "function") {
    await browser.close();
    throw new Error(
      "launchFirefox: Playwright's BiDi session must have a function send; see tools/checks/firefox.ts",
    );
  }
  shared.send = function (this: Session, method, parameters) {
    return method === unknown ? Promise.resolve({}) : send.call(this, method, parameters);
  };
  return browser;
}
