// Which Linux kernel driver holds an interface of a USB device.
import { readlink } from "node:fs/promises";
import { basename } from "node:path";

export interface UsbPlace {
  /** bus number as the library has it, e.g. "003" */
  readonly bus: string;
  /** the ports on the way, root first */
  readonly ports: readonly number[];
  readonly configuration: number;
  readonly interfaceNumber: number;
}

/**
 * `usblp`, `usbhid`...; `usbfs` where a program holds it (sysfs-bus-usb: `driver` of `<bus>-<ports>:<config>.<interface>`).
 * Undefined: nobody does, or this system cannot tell.
 */
export async function kernelDriver(place: UsbPlace, root = "/sys/bus/usb/devices"): Promise<string | undefined> {
  const device = `${Number(place.bus)}-${place.ports.join(".")}`;
  const path = `${root}/${device}:${place.configuration}.${place.interfaceNumber}/driver`;
  return await readlink(path).then(
    (target) => basename(target),
    () => undefined, // no such link: no driver
  );
}
