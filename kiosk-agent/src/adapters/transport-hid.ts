import { readQuery, TransportUrlError } from "./transport-url.ts";
import { type UsbIds, usbIds } from "./transport-usb-ids.ts";

export interface HidAddress extends UsbIds {
  readonly kind: "hid";
  /** of the first top-level collection: tells the interfaces of a composite device apart */
  readonly usagePage?: number;
}

/** `hid://0400:c35a?serial=...&usagePage=0xff00`. @throws TransportUrlError */
export function hidAddress(url: URL): HidAddress {
  const query = readQuery(url, ["serial", "usagePage"]);
  const ids = usbIds(url, query);
  const page = query.get("usagePage");
  if (page === undefined) return { kind: "hid", ...ids };
  const usagePage = /^(?:0x[0-9a-f]{1,4}|[0-9]{1,5})$/i.test(page) ? Number(page) : Number.NaN;
  if (!(usagePage <= 0xffff)) throw new TransportUrlError(`usagePage="${page}" is not a number from 0 to 0xffff`);
  return { kind: "hid", ...ids, usagePage };
}

/**
 * The usage page a report descriptor begins with (HID 1.11 section 6.2.2.7: a Usage Page item has the prefix 04 to 07);
 * undefined where it begins with none.
 */
export function firstUsagePage(descriptor: Uint8Array): number | undefined {
  const prefix = descriptor[0] ?? 0;
  const octets = [0, 1, 2, 4][prefix & 3] ?? 0;
  if ((prefix & 0xfc) !== 0x04 || descriptor.length <= octets) return undefined;
  let page = 0;
  for (let i = 0; i < octets; i += 1) page += (descriptor[1 + i] ?? 0) * 256 ** i;
  return page;
}
