/** Reads a PDF page by page, and finds what a handout must not have: blank pages, lost numbers, headings left alone. */
import { getDocumentProxy } from "unpdf";
import { MARGINS, PAPERS, type Paper } from "../../site/handout-page.js";

/** A piece of text; `y` counts in points from the foot of its page. */
interface Piece {
  text: string;
  y: number;
}

/** A page: its size in points, and its text between the margins and in them. */
export interface PdfPage {
  width: number;
  height: number;
  body: Piece[];
  head: string;
  foot: string;
}

/** A heading as the bookmarks have it: the index of its page, and its height on it. */
export interface PdfHeading {
  title: string;
  page: number;
  y: number;
}

/** What a PDF holds. */
export interface Pdf {
  pages: PdfPage[];
  headings: PdfHeading[];
}

const points = (millimetres: number): number => (millimetres * 72) / 25.4;

/** Reads a PDF. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view as [number, number, number, number];
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item) =>
      "str" in item && item.str.trim() !== "" ? [{ text: item.str, y: Number(item.transform[5]) }] : [],
    );
    const [top, bottom] = [height - points(MARGINS.top), points(MARGINS.bottom)];
    const join = (some: Piece[]) => some.map(({ text }) => text).join(" ");
    pages.push({
      width,
      height,
      body: pieces.filter(({ y }) => y <= top && y >= bottom),
      head: join(pieces.filter(({ y }) => y > top)),
      foot: join(pieces.filter(({ y }) => y < bottom)),
    });
  }
  const headings: PdfHeading[] = [];
  type Entry = { title: string; dest: unknown; items: Entry[] };
  const collect = async (entries: Entry[]): Promise<void> => {
    for (const { title, dest, items } of entries) {
      const [target, , , y] = dest as [Parameters<typeof document.getPageIndex>[0], unknown, number, number];
      headings.push({ title, page: await document.getPageIndex(target), y });
      await collect(items);
    }
  };
  await collect(((await document.getOutline()) ?? []) as Entry[]);
  await document.destroy();
  return { pages, headings };
}

/** The text between the margins, from page to page. */
export const bodyText = ({ pages }: Pdf): string =>
  pages.map(({ body }) => body.map(({ text }) => text).join(" ")).join(" ");

/** Everything that is wrong with the pages of a handout; the first `front` pages have no running heads. */
export function pageFaults({ pages, headings }: Pdf, paper: Paper, front: number): string[] {
  const { width, height } = PAPERS[paper];
  const faults = headings.length === 0 ? ["it has no bookmarks"] : [];
  pages.forEach((page, index) => {
    const name = `page ${index + 1}`;
    const size = [page.width - points(width), page.height - points(height)];
    if (size.some((off) => Math.abs(off) > 1)) faults.push(`${name}: ${page.width} × ${page.height} points`);
    const letters = page.body.reduce((sum, { text }) => sum + text.length, 0);
    if (letters < 40) faults.push(`${name}: nearly blank, ${letters} characters`);
    if (index < front) return;
    // nothing else may reach into the margins
    const foot = page.foot.replace(/ ?notebooks\/[\w-]+\.ipynb ?/, "");
    if (foot !== String(index + 1)) faults.push(`${name}: its foot reads "${page.foot}"`);
    if (!/^\d\d .*edition$|^.*edition \d\d .*$/.test(page.head))
      faults.push(`${name}: its head reads "${page.head}"`);
  });
  for (const { title, page, y } of headings) {
    const below = pages[page]?.body.filter((piece) => piece.y < y - 22) ?? [];
    if (below.length === 0) faults.push(`page ${page + 1}: the heading "${title}" stands alone at its end`);
  }
  return faults;
}

/** The fonts that do not come with the file. Chromium writes its font objects in plain text. */
export function fontFaults(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes).toString("latin1");
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\s*<<([\s\S]*?)>>\s*(?:endobj|stream)/g)].map((match) => [
      match[1] as string,
      match[2] as string,
    ]),
  );
  // fonts of type 0 and 3 hold other fonts, or the drawings of their letters
  const fonts = [...objects.values()].filter((text) =>
    /\/Type \/Font\b[\s\S]*\/Subtype \/(?:Type1|TrueType|CIDFontType\d)\b/.test(text),
  );
  if (fonts.length === 0) return ["no font was found"];
  return fonts.flatMap((text) => {
    const descriptor = objects.get(/\/FontDescriptor (\d+) 0 R/.exec(text)?.[1] ?? "") ?? "";
    const name = /\/BaseFont \/(\S+)/.exec(text)?.[1] ?? "?";
    return /\/FontFile[23]? /.test(descriptor) ? [] : [`the font ${name} is not embedded`];
  });
}
