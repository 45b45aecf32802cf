// Which Linux kernel driver holds an interface of a USB device, and whether somebody is printing through it.
import { constants } from "node:fs";
import { open, readdir, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { errnoOf } from "./transport-errno.ts";

export interface UsbPlace {
  /** bus number as the library has it, e.g. "003" */
  readonly bus: string;
  /** the ports on the way, root first */
  readonly ports: readonly number[];
  readonly configuration: number;
  readonly interfaceNumber: number;
}

/** Where Linux shows these; tests have their own. */
export interface DriverRoots {
  readonly devices: string;
  readonly nodes: string;
}

const linux: DriverRoots = { devices: "/sys/bus/usb/devices", nodes: "/dev/usb" };

/**
 * `usblp`, `usbhid`...; `usbfs` where a program holds it (sysfs-bus-usb: `driver` of `<bus>-<ports>:<config>.<interface>`).
 * Undefined: nobody does, or this system cannot tell.
 */
export async function kernelDriver(place: UsbPlace, roots: DriverRoots = linux): Promise<string | undefined> {
  return await readlink(`${folderOf(place, roots)}/driver`).then(
    (target) => basename(target),
    () => undefined, // no such link: no driver
  );
}

/**
 * Whether a program has the printer's `/dev/usb/lp*` open. usblp lets one in at a time; sending the driver away under it
 * would break off a print job.
 */
export async function isPrinting(place: UsbPlace, roots: DriverRoots = linux): Promise<boolean> {
  const nodes = await readdir(`${folderOf(place, roots)}/usbmisc`).catch((): string[] => []); // usblp alone has one
  for (const node of nodes) {
    try {
      await (await open(`${roots.nodes}/${node}`, constants.O_RDWR | constants.O_NONBLOCK)).close();
    } catch (error) {
      if (errnoOf(error) === "EBUSY") return true;
    }
  }
  return false;
}

function folderOf({ bus, ports, configuration, interfaceNumber }: UsbPlace, { devices }: DriverRoots): string {
  return `${devices}/${Number(bus)}-${ports.join(".")}:${configuration}.${interfaceNumber}`;
}
