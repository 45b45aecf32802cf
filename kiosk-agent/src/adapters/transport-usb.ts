import { numberIn, readQuery } from "./transport-url.ts";
import { type UsbIds, usbIds } from "./transport-usb-ids.ts";

export interface UsbAddress extends UsbIds {
  readonly kind: "usb";
  /** bInterfaceNumber; absent: see `usbInterface` */
  readonly interfaceNumber?: number;
}

/** `usb://0400:c35a?serial=...&interface=0`. @throws TransportUrlError */
export function usbAddress(url: URL): UsbAddress {
  const query = readQuery(url, ["serial", "interface"]);
  const ids = usbIds(url, query);
  if (!query.has("interface")) return { kind: "usb", ...ids };
  return { kind: "usb", ...ids, interfaceNumber: numberIn(query, "interface", 0, 0, 255) };
}

const printerClass = 7;

/** The interface the URL names, or else the printer's, or else the first. Composite printers begin with the scanner. */
export function usbInterface<T extends { readonly number: number; readonly class: number }>(
  interfaces: readonly T[],
  { interfaceNumber }: UsbAddress,
): T | undefined {
  if (interfaceNumber !== undefined) return interfaces.find(({ number }) => number === interfaceNumber);
  return interfaces.find((one) => one.class === printerClass) ?? interfaces[0];
}
