/** The frames that pages are shown in by others, and what each of them does not give. */
import { escapeHtml } from "../../../site/html.js";

/** A way in which a page is shown. */
export interface FrameKind {
  name: string;
  /** The page around the page; none if the page stands alone, with a policy of the site. */
  host?: (page: string) => string;
  policy?: string;
  /** Whether it is shown only after a while, with no size until then. */
  late?: boolean;
  /** Whether it can hold small pages only. */
  small?: boolean;
  /** Whether no Worker may be started: then the page says so. */
  noWorkers?: boolean;
  /** A script that runs before those of the page. */
  before?: string;
  /** Whether every browser is tried, because they differ here. */
  everywhere?: boolean;
}

const SIZE = "width: 1200px; height: 900px; border: 0";

const hostPage = (attributes: string, style = SIZE): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>host</title><iframe title="page" style="${style}" ${attributes}></iframe>`;

/** The address `data:…` that holds a page. */
const dataAddress = (page: string): string =>
  `data:text/html;charset=utf-8,${page.replace(/[%#"<>\n\r\t]/g, encodeURIComponent)}`;

/** In the host: puts the page into the frame as a text, with BASE at its head. */
const BLOB = `<script type="module">
  const text = await (await fetch("/page")).text();
  const base = \`<base href="\${location.origin}/files/page.html" target="_self">\`;
  const blob = new Blob([text.replace("<head>", "<head>" + BASE)], { type: "text/html" });
  document.querySelector("iframe").src = URL.createObjectURL(blob);
</script>`;

/** Takes away what old browsers and some frames do not have. */
const LACKING = `(() => {
  for (const name of ["ResizeObserver", "IntersectionObserver", "matchMedia", "requestIdleCallback", "BroadcastChannel"]) delete window[name];
  for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("closed", "SecurityError"); } });
  Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
  History.prototype.replaceState = () => { throw new DOMException("closed", "SecurityError"); };
})()`;

/** JupyterLab shows files in the first, its server sends the header; others write pages into frames. */
export const FRAME_KINDS: readonly FrameKind[] = [
  {
    name: 'sandbox="allow-scripts"',
    host: () => hostPage('sandbox="allow-scripts" src="/page"'),
    everywhere: true,
  },
  {
    name: 'sandbox="allow-scripts allow-same-origin"',
    host: () => hostPage('sandbox="allow-scripts allow-same-origin" src="/page"'),
  },
  {
    name: "srcdoc in a sandbox",
    host: (page) => hostPage(`sandbox="allow-scripts" srcdoc="${escapeHtml(page)}"`),
    everywhere: true,
  },
  { name: "srcdoc", host: (page) => hostPage(`srcdoc="${escapeHtml(page)}"`) },
  {
    name: "a blob: address with a base, as JupyterLab shows files",
    host: () => hostPage('sandbox="allow-scripts"') + BLOB.replace("BASE", "base"),
  },
  {
    name: "a blob: address in a sandbox",
    host: () => hostPage('sandbox="allow-scripts"') + BLOB.replace("BASE", '""'),
    everywhere: true,
  },
  { name: "the header sandbox allow-scripts", policy: "sandbox allow-scripts" },
  {
    name: "a data: address",
    host: (page) => hostPage(`src="${escapeHtml(dataAddress(page))}"`),
    small: true,
    everywhere: true,
  },
  {
    name: "a frame without a size that is shown later",
    host: () => hostPage('sandbox="allow-scripts" src="/page"', "width: 0; height: 0; border: 0"),
    late: true,
  },
  { name: "a site that allows no Workers", policy: "worker-src 'none'", noWorkers: true },
  { name: "a browser that lacks what can be lacked", before: LACKING },
];
