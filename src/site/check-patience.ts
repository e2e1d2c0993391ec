// Windows in which everything is waited for as long as it takes: whoever opens one watches whether it still goes on.
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

/** A context whose pages give nothing up because of the time that it takes. */
export async function patientContext(
  browser: Browser,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(0);
  return context;
}
