// How a URL names a USB device: `usb://0400:c35a?serial=...`. Ids and serial number stay what they are whichever port
// the device is plugged into; a bus address does not.
import { hostOf, TransportUrlError } from "./transport-url.ts";

export interface UsbIds {
  readonly vendorId: number;
  readonly productId: number;
  /** iSerialNumber; needed only where two of the same make are attached */
  readonly serial?: string;
}

/** What stands where a URL has host and port are the two ids, of which the second is no port: a `-` goes between them. */
const twoIds = /^((?:usb|hid):\/\/[0-9a-f]{4}):([0-9a-f]{4})(?=$|[/?#])/i;

/** The text as a URL parser takes it. */
export function plainUsbUrl(text: string): string {
  return text.replace(twoIds, "$1-$2");
}

/** @param url of `plainUsbUrl`. @throws TransportUrlError */
export function usbIds(url: URL, query: ReadonlyMap<string, string>): UsbIds {
  const [, vendor, product] = /^([0-9a-f]{4})-([0-9a-f]{4})$/i.exec(hostOf(url)) ?? [];
  if (vendor === undefined || product === undefined) {
    const scheme = url.protocol.slice(0, -1);
    throw new TransportUrlError(`${scheme} needs two ids of four hexadecimal digits: ${scheme}://0400:c35a`);
  }
  const serial = query.get("serial");
  if (serial === "") throw new TransportUrlError("the serial number is empty");
  return {
    vendorId: Number.parseInt(vendor, 16),
    productId: Number.parseInt(product, 16),
    ...(serial === undefined ? {} : { serial }),
  };
}
