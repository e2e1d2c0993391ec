// Reads what lies compressed in the page, and starts scripts and workers from it.

/** The text of the inert element `id`. @throws if the page has none. */
export async function inertText(id: string): Promise<string> {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page carries nothing named ${id}`);
  const bytes = Uint8Array.from(atob(element.textContent ?? ""), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Runs the inert element `id` as a script of the page, whose policy must name its hash. */
export async function runInert(id: string): Promise<void> {
  const script = document.createElement("script");
  script.textContent = await inertText(id);
  document.body.append(script);
}

/** What is said where a Worker may not be started: some sites do not let the pages that they show do so. */
export const NO_WORKER = "no Worker may be started here; open this page in a window of its own";

/** A Worker whose script is `text`; nothing is fetched. @throws where the browser refuses it at once. */
export function workerFrom(text: string): Worker {
  try {
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    // Only a message shows that the text has been read: a browser may fetch it after this turn.
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    return worker;
  } catch {
    throw new Error(NO_WORKER);
  }
}
