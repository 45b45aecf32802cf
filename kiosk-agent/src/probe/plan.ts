// Which of the attached devices a scan asks, at which address and by which profiles, so that no question reaches a device
// that says by its ids that it is something else.
import type { Profile, UsbIdentity } from "@kiosk/firmware-profiles";
import type { Attached, AttachedHid, AttachedSerial, AttachedUsb, Listing } from "./attached.ts";
import { carries, isKnownAs, type KnownIds, meant } from "./candidates.ts";
import { pathUrl } from "./path-url.ts";

/** One device to ask. */
export interface Asked {
  readonly url: string;
  readonly profiles: readonly Profile[];
  /** its ids or its class say what it is: the first profile holds even before it is asked */
  readonly isKnown: boolean;
}

/** One that is left alone. */
export interface Unasked {
  readonly on: "serial" | "usb" | "hid" | "keyboard";
  /** ids, or the port */
  readonly where: string;
  readonly name: string;
}

export interface ScanPlan {
  readonly asked: readonly Asked[];
  readonly unasked: readonly Unasked[];
}

const hubClass = 9;
const printerClass = 7;
const hidClass = 3;
/** Usage pages by which a HID device itself says what it is: power device, battery system, bar code scanner. */
const pages: Readonly<Record<number, Profile["protocol"]>> = { 132: "hid-power", 133: "hid-power", 140: "hid-scanner" };
/** Mice, keyboards, buttons, sound keys: every machine has them, and nobody wonders why they are not asked. */
const commonPages: readonly number[] = [0x01, 0x0c];

/** In the order in which to ask. */
export function planOf(attached: Attached, profiles: ReadonlyMap<string, Profile>): ScanPlan {
  const all = [...profiles.values()];
  const hid = devicesOf(attached.hid);
  const plans = [
    ...devicesOf(attached.serial).map((port) => serialPlan(port, all)),
    ...devicesOf(attached.usb).map((device, _, others) => usbPlan(device, others, hid, all)),
    ...oneEach(hid).map((device, _, others) => hidPlan(device, hid, others, all)),
    ...devicesOf(attached.pcsc).map(({ name }) =>
      asked(`pcsc://${encodeURIComponent(name)}`, speaking(all, "pcsc"), "pcsc", false),
    ),
    ...devicesOf(attached.cameras).map(({ url }) => asked(url, speaking(all, "camera"), "presence", true)),
    ...devicesOf(attached.keyboards).map((node) => {
      const known = speaking(all, "wedge").filter((profile) => isKnownAs(profile, idsOf(node)));
      if (known.length > 0) return asked(node.url, known, "presence", true);
      return left("keyboard", node.url, node.name);
    }),
    ...devicesOf(attached.host).map(() => asked("host://local", speaking(all, "host"), "host", true)),
  ];
  return {
    asked: plans.flatMap((plan) => (plan && "url" in plan ? [plan] : [])),
    unasked: plans.flatMap((plan) => (plan && "where" in plan ? [plan] : [])),
  };
}

/** An adapter's chip has ids too: they say something only where a profile knows them. */
function serialPlan(port: AttachedSerial, all: readonly Profile[]): Asked | Unasked {
  const url = pathUrl("serial", port.byId ?? port.path);
  const ids = idsOf(port);
  const known = ids ? all.filter((profile) => isKnownAs(profile, ids)) : [];
  if (known.length === 0) return asked(url, all, "stream", false);
  const spoken = known.filter((profile) => carries(profile, "stream", url));
  return spoken.length > 0 ? asked(url, spoken, "stream", true) : left("serial", port.path, known[0]?.names.en ?? "");
}

function usbPlan(
  device: AttachedUsb,
  others: readonly AttachedUsb[],
  hid: readonly AttachedHid[],
  all: readonly Profile[],
): Asked | Unasked | undefined {
  const { interfaceClasses } = device;
  if (interfaceClasses.includes(hubClass)) return undefined;
  const isHid = hid.some((one) => sameIds(one, device));
  const known = isHid ? [] : all.filter((profile) => isKnownAs(profile, idsOf(device)) && carries(profile, "usb"));
  const id = known.flatMap(({ usb = [] }) => usb).find((one) => isOf(one, device));
  const url = addressOf("usb", device, others, id?.interface === undefined ? [] : [`interface=${id.interface}`]);
  if (known.length > 0) return asked(url, known, "usb", true);
  if (interfaceClasses.includes(printerClass)) return asked(url, speaking(all, "usb-printer"), "usb", true);
  // Told once: what has HID interfaces alone stands among the HID devices.
  const isTold = isHid && interfaceClasses.every((one) => one === hidClass);
  return isTold ? undefined : left("usb", `${device.vendorId}:${device.productId}`, nameOf(device));
}

function hidPlan(
  device: AttachedHid,
  listed: readonly AttachedHid[],
  others: readonly AttachedHid[],
  all: readonly Profile[],
): Asked | Unasked | undefined {
  const url = addressOf("hid", device, others, []);
  const ids = idsOf(device);
  const carried = all.filter((profile) => carries(profile, "hid"));
  if (ids && carried.some((profile) => isKnownAs(profile, ids))) return asked(url, meant(carried, ids), "hid", true);
  const own = listed.filter((one) => sameIds(one, device)).flatMap(({ usagePage }) => usagePage ?? []);
  const page = own.find((one) => pages[one] !== undefined);
  if (page !== undefined) {
    const paged = own.length > 1 ? addressOf("hid", device, others, [`usagePage=0x${page.toString(16)}`]) : url;
    const generic = carried.filter(({ usb, protocol }) => usb === undefined && protocol === pages[page]);
    return asked(paged, generic, "hid", true);
  }
  if (own.length > 0 && own.every((one) => commonPages.includes(one))) return undefined;
  return left("hid", `${device.vendorId}:${device.productId}`, nameOf(device));
}

function asked(
  url: string,
  profiles: readonly Profile[],
  kind: Parameters<typeof carries>[1],
  isKnown: boolean,
): Asked {
  return { url, profiles: profiles.filter((profile) => carries(profile, kind, url)), isKnown };
}

function left(on: Unasked["on"], where: string, name: string): Unasked {
  return { on, where, name };
}

interface Identified {
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber?: string;
}

/**
 * Ids name a device whichever port it is in. The serial number is added where several have the same ids, and only there:
 * a replaced reader needs no new configuration then.
 */
function addressOf(
  scheme: "usb" | "hid",
  device: Identified,
  all: readonly Identified[],
  more: readonly string[],
): string {
  const isAlone = all.filter((other) => sameIds(other, device)).length === 1;
  const serial = isAlone || !device.serialNumber ? [] : [`serial=${encodeURIComponent(device.serialNumber)}`];
  const query = [...serial, ...more].join("&");
  return `${scheme}://${device.vendorId}:${device.productId}${query === "" ? "" : `?${query}`}`;
}

/** A HID device is listed once for each of its collections and interfaces. */
function oneEach(devices: readonly AttachedHid[]): AttachedHid[] {
  return devices.filter(
    (device, i) => devices.findIndex((one) => sameIds(one, device) && one.serialNumber === device.serialNumber) === i,
  );
}

function speaking(profiles: readonly Profile[], protocol: Profile["protocol"]): Profile[] {
  return profiles.filter((profile) => profile.protocol === protocol);
}

function sameIds(a: Identified, b: Identified): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId;
}

function isOf({ vendor, product }: UsbIdentity, { vendorId, productId }: Identified): boolean {
  return vendor === vendorId && product === productId;
}

function idsOf({ vendorId, productId }: Partial<Identified>): KnownIds | undefined {
  if (vendorId === undefined || productId === undefined) return undefined;
  return { vendorId: Number.parseInt(vendorId, 16), productId: Number.parseInt(productId, 16) };
}

function nameOf({ manufacturer, product }: AttachedUsb | AttachedHid): string {
  return [manufacturer, product].filter(Boolean).join(" ");
}

function devicesOf<T>(listing: Listing<T>): readonly T[] {
  return listing.name === "listed" ? listing.devices : [];
}
