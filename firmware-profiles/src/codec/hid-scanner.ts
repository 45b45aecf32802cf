// A HID scanner of the Point of Sale usage tables says what it is by one of its top-level collections, and no more.
import type { Field } from "./field.ts";
import { hidPage, parseHidDescriptor } from "./hid-descriptor.ts";

/** Bar Code Scanner page of the HID Point of Sale usage tables. */
const scannerPage = 0x8c;

/** What a scanner's report descriptor amounts to; undefined: no scanner's, or not a whole one. */
export function hidScannerFields(descriptor: Uint8Array): Field[] | undefined {
  const isScanner = parseHidDescriptor(descriptor)?.collections.some((usage) => hidPage(usage) === scannerPage);
  return isScanner ? [{ shape: "value", name: "usagePage", part: "", raw: Uint8Array.of(0, scannerPage) }] : undefined;
}
