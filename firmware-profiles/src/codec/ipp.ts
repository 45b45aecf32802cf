// The encoding of IPP (RFC 8010) as far as monitoring needs it: one request, Get-Printer-Attributes, and any answer.

/** One value as it stands in the message: its tag (RFC 8010 section 3.5.2) and octets. */
export interface IppValue {
  readonly tag: number;
  readonly raw: Uint8Array;
}

export interface IppAttribute {
  /** the delimiter tag of its group: 1 operation, 4 printer, 5 unsupported */
  readonly group: number;
  readonly name: string;
  /** in order; the members of collections are left out, out-of-band values (unknown, no-value) have no octets */
  readonly values: readonly IppValue[];
}

export interface IppMessage {
  /** status-code of an answer, operation-id of a request */
  readonly code: number;
  readonly requestId: number;
  readonly attributes: readonly IppAttribute[];
  /** false: it ended before its end-of-attributes tag, or its lengths make no sense */
  readonly isWhole: boolean;
}

/** What is asked for, in this order. */
export const ippAsked = [
  "printer-state",
  "printer-state-reasons",
  "printer-state-message",
  "printer-is-accepting-jobs",
  "printer-make-and-model",
  "printer-info",
  "printer-firmware-string-version",
  "printer-device-id",
  "marker-names",
  "marker-colors",
  "marker-types",
  "marker-levels",
  "marker-low-levels",
  "marker-message",
  "printer-supply",
  "printer-supply-description",
  "printer-input-tray",
  "printer-alert",
  "printer-alert-description",
] as const;

const getPrinterAttributes = 0x000b;
const tags = {
  operation: 0x01,
  end: 0x03,
  lastDelimiter: 0x0f,
  beginCollection: 0x34,
  endCollection: 0x37,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
} as const;

/** version 1.1, code and request-id */
const headerOctets = 8;
/** a length is a signed short (RFC 8010 section 3.1); beyond it a message makes no sense */
const longestValue = 0x7fff;

/**
 * Get-Printer-Attributes in version 1.1, which every printer of a later version answers too (RFC 8011 section 4.1.8).
 * @param requestId 1 to 2^31 - 1, new for each request
 */
export function ippRequest(requestId: number, printerUri: string): Uint8Array {
  const octets = [1, 1, 0, getPrinterAttributes, ...int32(requestId), tags.operation];
  // charset and language stand first, in this order (RFC 8011 section 4.1.4)
  octets.push(...attribute(tags.charset, "attributes-charset", ["utf-8"]));
  octets.push(...attribute(tags.naturalLanguage, "attributes-natural-language", ["en"]));
  octets.push(...attribute(tags.uri, "printer-uri", [printerUri]));
  octets.push(...attribute(tags.keyword, "requested-attributes", ippAsked));
  return Uint8Array.from([...octets, tags.end]);
}

/** Any IPP message. Undefined where it is none: too short for a header, or of no version that exists. */
export function parseIpp(bytes: Uint8Array): IppMessage | undefined {
  const major = bytes[0];
  if (bytes.length < headerOctets || (major !== 1 && major !== 2)) return undefined;
  const code = int16At(bytes, 2);
  return { code, requestId: int32At(bytes, 4), ...parseGroups(bytes) };
}

function parseGroups(bytes: Uint8Array): Pick<IppMessage, "attributes" | "isWhole"> {
  const attributes: { group: number; name: string; values: IppValue[] }[] = [];
  let group = 0;
  let depth = 0;
  let at = headerOctets;
  for (;;) {
    const tag = bytes[at];
    if (tag === undefined) return { attributes, isWhole: false };
    at += 1;
    if (tag === tags.end) return { attributes, isWhole: true };
    if (tag <= tags.lastDelimiter) {
      group = tag;
      depth = 0;
      continue;
    }
    const name = counted(bytes, at);
    const raw = name && counted(bytes, at + 2 + name.length);
    if (!name || !raw) return { attributes, isWhole: false };
    at += 4 + name.length + raw.length;
    if (name.length > 0) {
      attributes.push({ group, name: new TextDecoder("latin1").decode(name), values: [] });
      depth = 0;
    }
    if (tag === tags.beginCollection) depth += 1;
    else if (tag === tags.endCollection) depth = Math.max(0, depth - 1);
    // A further value without an attribute before it belongs to nothing.
    else if (depth === 0) attributes.at(-1)?.values.push({ tag, raw });
  }
}

/** The octets behind a length of two octets; undefined where they are not all there. */
function counted(bytes: Uint8Array, at: number): Uint8Array | undefined {
  const length = int16At(bytes, at);
  const end = at + 2 + length;
  return length > longestValue || end > bytes.length ? undefined : bytes.slice(at + 2, end);
}

function attribute(tag: number, name: string, values: readonly string[]): number[] {
  return values.flatMap((value, i) => [tag, ...countedText(i === 0 ? name : ""), ...countedText(value)]);
}

function countedText(text: string): number[] {
  const octets = new TextEncoder().encode(text);
  return [octets.length >> 8, octets.length & 0xff, ...octets];
}

function int32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function int16At(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0xff) * 256 + (bytes[at + 1] ?? 0xff);
}

function int32At(bytes: Uint8Array, at: number): number {
  return (int16At(bytes, at) * 65_536 + int16At(bytes, at + 2)) | 0;
}
