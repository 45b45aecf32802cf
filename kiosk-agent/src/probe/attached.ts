// What is plugged into this machine, as each library sees it. A library that fails says why and does not stop the rest.
import { hostname, release, type } from "node:os";
import { createTransport } from "../adapters/transport.ts";
import type { NativeUsbDevice } from "../adapters/usb-device.ts";
import { type AttachedNode, cameras, keyboards, systemRoots } from "./attached-nodes.ts";

export interface AttachedSerial {
  readonly path: string;
  /** the link in /dev/serial/by-id, which stays when ports are numbered anew */
  readonly byId?: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
}

export interface AttachedUsb {
  /** four hex digits */
  readonly vendorId: string;
  readonly productId: string;
  readonly bus: string;
  readonly address: number;
  /** bInterfaceClass of each interface */
  readonly interfaceClasses: readonly number[];
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
}

export interface AttachedHid {
  readonly path?: string;
  readonly vendorId: string;
  readonly productId: string;
  /** of a top-level collection; a device with several is listed several times */
  readonly usagePage?: number;
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
}

export interface AttachedReader {
  /** as the PC/SC service calls it */
  readonly name: string;
}

export interface AttachedHost {
  readonly name: string;
  readonly system: string;
}

export type Listing<T> =
  | { readonly name: "listed"; readonly devices: readonly T[] }
  | { readonly name: "failed"; readonly reason: string };

export interface Attached {
  readonly serial: Listing<AttachedSerial>;
  readonly usb: Listing<AttachedUsb>;
  readonly hid: Listing<AttachedHid>;
  readonly pcsc: Listing<AttachedReader>;
  readonly cameras: Listing<AttachedNode>;
  readonly keyboards: Listing<AttachedNode>;
  readonly host: Listing<AttachedHost>;
}

/** An enumeration hangs where a hub does: the others are still told. */
const limitMs = 5000;

/** Never rejects. Opens no device. */
export async function listAttached(): Promise<Attached> {
  const [serial, usb, hid, pcsc, video, keys, host] = await Promise.all([
    listing(serialPorts),
    listing(usbDevices),
    listing(hidDevices),
    listing(pcscReaders),
    listing(() => cameras(systemRoots)),
    listing(() => keyboards(systemRoots)),
    listing(() => Promise.resolve([{ name: hostname(), system: `${type()} ${release()}` }])),
  ]);
  return { serial, usb, hid, pcsc, cameras: video, keyboards: keys, host };
}

async function listing<T>(list: (signal: AbortSignal) => Promise<T[]>): Promise<Listing<T>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const over = new AbortController();
  const timer = setTimeout(() => {
    reject(new Error(`no answer in ${limitMs} ms`));
    over.abort();
  }, limitMs);
  try {
    return { name: "listed", devices: await Promise.race([list(over.signal), late]) };
  } catch (error) {
    return { name: "failed", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

// The libraries are loaded one by one and late: native parts that do not load are a finding like any other.

async function serialPorts(): Promise<AttachedSerial[]> {
  const { SerialPort } = await import("serialport");
  const ports = await SerialPort.list();
  return ports.map(({ path, pnpId, vendorId, productId, serialNumber, manufacturer }) => ({
    path,
    ...present({
      byId: pnpId && path.startsWith("/dev/") ? `/dev/serial/by-id/${pnpId}` : undefined,
      vendorId: vendorId?.toLowerCase(),
      productId: productId?.toLowerCase(),
      serialNumber,
      manufacturer,
    }),
  }));
}

async function usbDevices(): Promise<AttachedUsb[]> {
  const { usb } = await import("usb");
  const devices = await usb.getDevices();
  return devices.map((device) => ({
    vendorId: hex4(device.vendorId),
    productId: hex4(device.productId),
    bus: device.bus,
    address: device.address,
    interfaceClasses: classesOf(device),
    ...present({
      manufacturer: device.manufacturerName,
      product: device.productName,
      serialNumber: device.serialNumber,
    }),
  }));
}

/** Read from the system, without opening. */
function classesOf({ configuration }: NativeUsbDevice): number[] {
  return (configuration?.interfaces ?? []).map(({ alternate }) => alternate.interfaceClass);
}

async function hidDevices(): Promise<AttachedHid[]> {
  const hid = await import("node-hid");
  const devices = await hid.devicesAsync();
  return devices.map((device) => ({
    vendorId: hex4(device.vendorId),
    productId: hex4(device.productId),
    ...(device.usagePage === undefined ? {} : { usagePage: device.usagePage }),
    ...present({
      path: device.path,
      manufacturer: device.manufacturer,
      product: device.product,
      serialNumber: device.serialNumber,
    }),
  }));
}

async function pcscReaders(signal: AbortSignal): Promise<AttachedReader[]> {
  const service = createTransport("pcsc://");
  if (service.kind !== "pcsc") return [];
  try {
    return (await service.readers(signal)).map(({ name }) => ({ name }));
  } finally {
    await service.close();
  }
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, "0");
}

/** Only what is there: the libraries say undefined, null and "" for "not told". */
function present<K extends string>(fields: Record<K, string | null | undefined>): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value) found[name] = value;
  }
  return found;
}
