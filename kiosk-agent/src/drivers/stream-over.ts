// Which transports carry a serial protocol's octets, and how.
import { isHelperProtocol, type Profile } from "@kiosk/firmware-profiles";
import type { Clock, StreamTransport, Transport } from "../ports.ts";
import { HidLine } from "./hid-line.ts";
import { SdtHidLine } from "./sdt-hid-line.ts";
import { SdtUsbLine } from "./sdt-usb-line.ts";
import { UsbBulkLine } from "./usb-bulk-line.ts";

/** The transport as a byte stream; undefined where this protocol does not run over it. */
export function streamOver(profile: Profile, transport: Transport, clock: Clock): StreamTransport | undefined {
  switch (transport.kind) {
    case "stream":
      // A helper understands lines of JSON alone, and what is no helper may print them.
      return isHelperProtocol(profile.protocol) === isHelperUrl(transport.url) ? transport : undefined;
    case "usb":
      if (profile.protocol === "sdt") return new SdtUsbLine(transport, clock);
      return overUsb.includes(profile.protocol) ? new UsbBulkLine(transport) : undefined;
    case "hid":
      if (profile.protocol === "sdt") return new SdtHidLine(new HidLine(transport));
      return overHid.includes(profile.protocol) ? new HidLine(transport) : undefined;
    default:
      return undefined;
  }
}

/** Whose octets go through the two pipes of the USB printer class as they would through a serial port. */
const overUsb: readonly Profile["protocol"][] = ["escpos", "custom-kiosk"];
/** Whose frames are put into HID reports whole. */
const overHid: readonly Profile["protocol"][] = ["newland", "ssi"];

/** A vendor's program in place of a line. */
export function isHelperUrl(url: string): boolean {
  return url.startsWith("helper:");
}
