// The few parts of a workbook that are read, taken out of its zip. What a file says of itself is only believed where it is
// smaller than what is allowed: inflating stops by itself at the limit.
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { ImportFailure } from "./import-failure.ts";

const inflate = promisify(inflateRaw);

/** A workbook has some twenty parts; pictures and macros are never looked into. */
const maxEntries = 500;
/** Of all parts that are read together; five thousand rows are some six megabytes. */
const maxInflatedBytes = 24 * 1024 * 1024;

const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const localSignature = 0x04034b50;
const endBytes = 22;
/** the comment behind the end record is at most this long */
const maxCommentBytes = 0xffff;
const stored = 0;
const deflated = 8;
const encrypted = 1;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  readonly headerAt: number;
}

/**
 * The wanted parts by name. Only what the central directory names counts, once.
 * @throws ImportFailure when it is no zip, is encrypted, has too many parts, or would grow too large
 */
export async function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const entries = directoryOf(bytes).filter((entry) => wanted(entry.name));
  const declared = entries.reduce((sum, entry) => sum + entry.inflatedBytes, 0);
  if (declared > maxInflatedBytes) throw tooLarge();
  const parts = new Map<string, Uint8Array>();
  let left = maxInflatedBytes;
  for (const entry of entries) {
    if (parts.has(entry.name)) throw unreadable(`${entry.name} stands there twice`);
    const part = await partOf(bytes, entry, left);
    left -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

function directoryOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries) throw tooLarge();
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  const decoder = new TextDecoder();
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== centralSignature) throw unreadable("directory");
    const nameBytes = view.getUint16(at + 28, true);
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    if ((view.getUint16(at + 8, true) & encrypted) !== 0) throw unreadable("encrypted");
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      inflatedBytes: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - maxCommentBytes);
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw unreadable("no end record");
}

async function partOf(bytes: Uint8Array, entry: Entry, limit: number): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerAt } = entry;
  if (headerAt + 30 > view.byteLength || view.getUint32(headerAt, true) !== localSignature)
    throw unreadable(entry.name);
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const packed = bytes.subarray(from, from + entry.compressedBytes);
  if (packed.length !== entry.compressedBytes) throw unreadable(entry.name);
  if (entry.method === stored) {
    if (packed.length > limit) throw tooLarge();
    return packed;
  }
  if (entry.method !== deflated) throw unreadable(`${entry.name}: method ${entry.method}`);
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    const grew = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw grew ? tooLarge() : unreadable(entry.name, error);
  }
}

function tooLarge(): ImportFailure {
  return new ImportFailure("import.too-large", "the workbook would be too large once unpacked");
}

function unreadable(what: string, cause?: unknown): ImportFailure {
  return new ImportFailure("import.unreadable", `zip: ${what}`, { cause });
}
