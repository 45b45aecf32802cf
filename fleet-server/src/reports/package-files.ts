// Word and Excel files are zips of XML. Libraries stamp the time of day into them; here they are packed again without it, so that
// the same report is the same bytes on any machine on any day. fflate is plain JavaScript: its output does not depend on the CPU.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** The first instant a zip can name, local as zips are. */
const zipEpoch = () => new Date(1980, 0, 1);

/** @param change of a text part; left as it is where it answers undefined */
export function repack(bytes: Uint8Array, change: (name: string, xml: string) => string | undefined): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts).sort();
  const packed: Record<string, Uint8Array> = {};
  for (const name of names) {
    const part = parts[name];
    if (part === undefined) continue;
    const text = name.endsWith(".xml") || name.endsWith(".rels") ? change(name, strFromU8(part)) : undefined;
    packed[name] = text === undefined ? part : strToU8(text);
  }
  return zipSync(packed, { mtime: zipEpoch(), level: 6 });
}

/** The properties every office file carries. */
export function withoutTimes(at: number): (name: string, xml: string) => string | undefined {
  const stamp = new Date(at).toISOString().slice(0, 19).concat("Z");
  return (name, xml) =>
    name === "docProps/core.xml" ? xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${stamp}`) : undefined;
}
