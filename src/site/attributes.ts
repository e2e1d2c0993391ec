// Goes through the attributes of a piece of HTML that somebody else has written.
import { escapeHtml } from "./html.js";

/** Comments and texts that are no markup, and the beginnings of tags. */
const TAGS = /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|title|xmp)\b[\s\S]*?<\/\1|<([a-z][^\s/>]*)/gi;

/** One attribute with what may stand before it; its value in double quotes, in single ones, or bare. */
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** A value as a browser reads it, with the common entities. */
const readEntities = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/**
 * `html` with those values of attributes replaced for which `change` gives another. It hears of tags and attributes in
 * small letters.
 */
export function changeAttributes(
  html: string,
  change: (tag: string, name: string, value: string) => string | undefined,
): string {
  let [done, from] = ["", 0];
  TAGS.lastIndex = 0;
  for (let match = TAGS.exec(html); match; match = TAGS.exec(html)) {
    const tag = match[2]?.toLowerCase();
    if (tag === undefined) continue;
    ATTRIBUTE.lastIndex = TAGS.lastIndex;
    for (let at = ATTRIBUTE.exec(html); at; at = ATTRIBUTE.exec(html)) {
      // what looks like a tag inside a value is none
      TAGS.lastIndex = ATTRIBUTE.lastIndex;
      const [whole, name, equals, double, single, bare] = at;
      const value = double ?? single ?? bare;
      if (equals === undefined || value === undefined) continue;
      const changed = change(tag, name.toLowerCase(), readEntities(value));
      if (changed === undefined) continue;
      const start = at.index + whole.indexOf(name) + name.length;
      done += `${html.slice(from, start)}="${escapeHtml(changed)}"`;
      from = at.index + whole.length;
    }
  }
  return done + html.slice(from);
}
