// The pictures of a text: their bytes come into the page, and one that the page would have to fetch is refused.
import { changeAttributes } from "./attributes.js";
import { decoded, type Lessons, pageOf, sameName } from "./links.js";
import { joinText, type MimeBundle } from "./notebook.js";

/** What lies in a cell, by name. */
export type Attachments = Readonly<Record<string, MimeBundle>>;

/** A picture as a `data:` address. @throws for one that the page would have to fetch. */
export function pictureData(address: string, attachments: Attachments): string {
  if (/^\s*data:image\//i.test(address)) return address;
  const [type, data] = Object.entries(attached(address, attachments) ?? {}).find(isPicture) ?? [];
  if (!type) throw new Error(`renderMarkdown: a picture must be an attachment of its cell, got ${address}`);
  const content = joinText(data).trim();
  // an SVG may lie there as text
  const bytes = content.startsWith("<")
    ? Buffer.from(content).toString("base64")
    : content.replace(/\s/g, "");
  return `data:${type};base64,${bytes}`;
}

const isPicture = ([type]: [string, unknown]): boolean => type.startsWith("image/");

function attached(address: string, attachments: Attachments): MimeBundle | undefined {
  const name = /^\s*attachment:([\s\S]*)$/i.exec(address)?.[1];
  if (name === undefined) return undefined;
  const names = Object.keys(attachments);
  return attachments[sameName(names, name) ?? sameName(names, decoded(name)) ?? ""];
}

/** Attributes that name a picture, and those that name what a page cannot show, of which element. */
const PICTURES = /^(?:img|input|image|feimage) (?:src|href|xlink:href)$|^video poster$|^\S+ background$/;
const SETS = /^(?:img|source) srcset$/;
const OTHERS = /^(?:video|audio|source|track|embed|iframe|frame) src$|^object data$|^use (?:xlink:)?href$/;
const LINKS = /^(?:a|area) href$/;

/** Every address of a `srcset`, with what says when it is meant. */
const inSet = (set: string, attachments: Attachments): string =>
  set.replace(
    /([^\s,]\S*[^\s,]|[^\s,])(\s+[^\s,][^,]*)?/g,
    (_, address: string, when = "") => pictureData(address, attachments) + when,
  );

/**
 * HTML whose pictures are in the page, and whose links to notebooks lead to their pages.
 * @throws for a picture, film, sound or frame that the page would have to fetch.
 */
export function settleHtml(html: string, lessons: Lessons, attachments: Attachments = {}): string {
  return changeAttributes(html, (tag, name, value) => {
    const place = `${tag} ${name}`;
    if (LINKS.test(place)) return pageOf(value, lessons);
    if (value.trim() === "" || value.startsWith("#")) return undefined;
    if (PICTURES.test(place)) return pictureData(value, attachments);
    if (SETS.test(place)) return inSet(value, attachments);
    if (OTHERS.test(place) && value !== "about:blank")
      throw new Error(`renderMarkdown: a page can show pictures only, got <${tag} ${name}="${value}">`);
    const outside = name === "style" ? /url\(\s*['"]?\s*(?!data:|#|['"\s])([^'")]*)/i.exec(value) : null;
    if (outside) pictureData(outside[1], {});
    return undefined;
  });
}
