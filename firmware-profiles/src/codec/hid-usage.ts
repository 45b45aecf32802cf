// What a HID device is for, from its report descriptor (HID 1.11 section 6.2.2): the usage pages of its top-level
// collections.
import type { Field } from "./field.ts";

/** Bar Code Scanner page of the HID Point of Sale usage tables. */
const scannerPage = 0x8c;

const collection = 0xa0;
const endCollection = 0xc0;
const usagePage = 0x04;
const usage = 0x08;
const push = 0xa4;
const pop = 0xb4;
const longItem = 0xfe;
/** More nesting than any device has; the stack must not grow with what a broken one says. */
const deepest = 32;

/** What a scanner's descriptor amounts to; undefined: no scanner's, or not a whole one. */
export function hidScannerFields(descriptor: Uint8Array): Field[] | undefined {
  const isScanner = topLevelPages(descriptor)?.includes(scannerPage) ?? false;
  return isScanner ? [{ shape: "value", name: "usagePage", part: "", raw: Uint8Array.of(0, scannerPage) }] : undefined;
}

/** In the order of the collections; undefined where the descriptor is cut or its collections do not end. */
export function topLevelPages(descriptor: Uint8Array): number[] | undefined {
  const pages: number[] = [];
  const stack: number[] = [];
  let page = 0;
  let usagesPage: number | undefined;
  let depth = 0;
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    const octets = prefix === longItem ? 2 + (descriptor[at + 1] ?? 0) : ([0, 1, 2, 4][prefix & 3] ?? 0);
    const value = descriptor.subarray(at + 1, at + 1 + octets);
    if (value.length < octets) return undefined;
    at += 1 + octets;
    if (prefix === longItem) continue;
    switch (prefix & 0xfc) {
      case usagePage:
        page = littleEndian(value);
        break;
      case usage:
        // A usage of four octets carries its own page (section 6.2.2.8).
        usagesPage = octets === 4 ? littleEndian(value.subarray(2)) : page;
        break;
      case collection:
        if (depth === 0) pages.push(usagesPage ?? page);
        depth += 1;
        usagesPage = undefined;
        break;
      case endCollection:
        depth -= 1;
        usagesPage = undefined;
        break;
      case push:
        stack.push(page);
        break;
      case pop:
        page = stack.pop() ?? page;
        break;
    }
    if (depth < 0 || depth > deepest || stack.length > deepest) return undefined;
  }
  return depth === 0 ? pages : undefined;
}

function littleEndian(octets: Uint8Array): number {
  return octets.reduce((sum, octet, i) => sum + octet * 256 ** i, 0);
}
