// The tags of an XML text one after the other, each with the text behind it. Enough for the parts of a workbook, in one
// pass whatever the text is; a document type, which could define entities, is refused.
import { ImportFailure } from "./import-failure.ts";

export interface XmlTag {
  /** without a namespace's prefix */
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
  readonly attributes: string;
  /** up to the next tag, entities not yet replaced */
  readonly text: string;
}

/** @throws ImportFailure */
export function* xmlTags(xml: string): Generator<XmlTag> {
  let at = xml.indexOf("<");
  while (at >= 0) {
    if (xml.startsWith("<!DOCTYPE", at)) throw new ImportFailure("import.unreadable", "xml: document type");
    const isComment = xml.startsWith("<!--", at);
    const end = isComment ? xml.indexOf("-->", at) : xml.indexOf(">", at);
    if (end < 0) throw new ImportFailure("import.unreadable", "xml: a tag has no end");
    const next = xml.indexOf("<", end);
    const first = xml.charAt(at + 1);
    if (!isComment && first !== "?" && first !== "!") {
      const closes = first === "/";
      const isEmpty = !closes && xml.charAt(end - 1) === "/";
      const inner = xml.slice(at + (closes ? 2 : 1), isEmpty ? end - 1 : end);
      const space = inner.search(/\s/);
      const full = space < 0 ? inner : inner.slice(0, space);
      yield {
        name: full.slice(full.indexOf(":") + 1),
        kind: closes ? "close" : isEmpty ? "empty" : "open",
        attributes: space < 0 ? "" : inner.slice(space),
        text: xml.slice(end + 1, next < 0 ? xml.length : next),
      };
    }
    at = next;
  }
}

/** An attribute's value; undefined where there is none. @param name as written, with its prefix */
export function attribute(tag: XmlTag, name: string): string | undefined {
  const at = tag.attributes.indexOf(` ${name}="`);
  if (at < 0) return undefined;
  const from = at + name.length + 3;
  const end = tag.attributes.indexOf('"', from);
  return end < 0 ? undefined : plainText(tag.attributes.slice(from, end));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five entities of XML and numbered characters; anything else stays as it stands. */
export function plainText(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
