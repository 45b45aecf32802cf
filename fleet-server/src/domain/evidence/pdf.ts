// A PDF is a program as much as a document. What acts (scripts, launched programs, forms that send, media that play) is
// looked for by its names: in the file, and in the compressed object streams where newer files keep theirs.
import { ascii } from "./picture.ts";

/** PDF readers look for `%%EOF` in this many last bytes (ISO 32000-1, annex on implementation limits of readers). */
const tailBytes = 1024;

/** ISO 32000-1, 12.6.4: actions beyond going to a page or an address, and what carries code. Of XFA: 12.7.8. */
const activeNames = new Set([
  "JavaScript",
  "JS",
  "Launch",
  "SubmitForm",
  "ImportData",
  "GoToR",
  "GoToE",
  "RichMedia",
  "Rendition",
  "XFA",
]);
/** Inflated object streams together; a real one is some hundred kilobytes. */
const maxInflatedBytes = 64 * 1024 * 1024;

/** Names with written-out characters are rare; a file of nothing else is made to keep us busy. */
const maxEscapes = 100_000;

/** Inflates zlib data; undefined when it is none or gives more than `limit` bytes. */
export type Inflate = (bytes: Uint8Array, limit: number) => Uint8Array | undefined;

/** ISO 32000-1, 7.5.2 and 7.5.5: `%PDF-1.x` (or 2.x) at the very start, `%%EOF` at the end. */
export function isWholePdf(bytes: Uint8Array): boolean {
  return isPdf(bytes) && ascii(bytes, Math.max(8, bytes.length - tailBytes), bytes.length).includes("%%EOF");
}

export function isPdf(bytes: Uint8Array): boolean {
  return /^%PDF-[12]\.\d$/.test(ascii(bytes, 0, 8));
}

/**
 * What of it acts: the first name found, or why that cannot be told (`Encrypt`, `ObjStm`, `#`); undefined for a plain document.
 * Objects inside streams are only those of object streams (7.5.7): page contents and pictures cannot hold any.
 */
export function activePart(bytes: Uint8Array, inflate: Inflate): string | undefined {
  const text = new TextDecoder("latin1").decode(bytes);
  if (isFullOfEscapes(text)) return "#";
  const { outside, objectStreams } = partsOf(text);
  if (/\/Encrypt\b/.test(outside)) return "Encrypt";
  const found = activeNameIn(outside) ?? longNameIn(text);
  if (found !== undefined) return found;
  // one that we did not come upon stands where a reader may see it and we do not
  if ((plainNames(text).match(/\/ObjStm\b/g) ?? []).length !== objectStreams.length) return "ObjStm";
  let left = maxInflatedBytes;
  for (const stream of objectStreams) {
    const content = contentOf(stream, bytes, inflate, left);
    if (content === undefined) return "ObjStm";
    left -= content.length;
    const inside = activeNameIn(new TextDecoder("latin1").decode(content));
    if (inside !== undefined) return inside;
  }
  return undefined;
}

interface StreamPart {
  readonly dictionary: string;
  readonly from: number;
  readonly to: number;
}

/** The text without its streams, and the object streams; one pass. */
function partsOf(text: string): { readonly outside: string; readonly objectStreams: readonly StreamPart[] } {
  const outside: string[] = [];
  const objectStreams: StreamPart[] = [];
  const begin = /\bstream\r?\n/g;
  let at = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const before = text.slice(at, match.index);
    const from = match.index + match[0].length;
    const found = text.indexOf("endstream", from);
    const to = found === -1 ? text.length : found;
    outside.push(before);
    const dictionary = plainNames(before.slice(before.lastIndexOf("obj") + 1));
    if (/\/ObjStm\b/.test(dictionary)) objectStreams.push({ dictionary, from, to });
    at = to;
    begin.lastIndex = to;
  }
  outside.push(text.slice(at));
  return { outside: outside.join(" "), objectStreams };
}

function contentOf(stream: StreamPart, bytes: Uint8Array, inflate: Inflate, limit: number): Uint8Array | undefined {
  const data = bytes.subarray(stream.from, stream.to);
  if (!/\/Filter\b/.test(stream.dictionary)) return data;
  // other filters and predictors are allowed here and written by nobody
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(?:\/(?!DecodeParms)|>>)/.test(stream.dictionary)) return undefined;
  if (/\/DecodeParms\b/.test(stream.dictionary)) return undefined;
  return inflate(data, limit);
}

function activeNameIn(text: string): string | undefined {
  for (const [, name = ""] of plainNames(text).matchAll(/\/([A-Za-z]+)/g)) if (activeNames.has(name)) return name;
  return undefined;
}

/**
 * Anywhere at all, streams included: a reader that finds another end of a stream than we do must not see an action that we
 * do not. Short names would be found by chance in the data of pictures.
 */
function longNameIn(text: string): string | undefined {
  const [, name] = /\/(JavaScript|Launch|SubmitForm|ImportData|RichMedia|Rendition)\b/.exec(plainNames(text)) ?? [];
  return name;
}

function isFullOfEscapes(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf("#"); at !== -1 && count <= maxEscapes; at = text.indexOf("#", at + 1)) {
    if (/^[0-9a-fA-F]{2}$/.test(text.slice(at + 1, at + 3))) count += 1;
  }
  return count > maxEscapes;
}

/** 7.3.5: any character of a name may be written as # and two digits. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
