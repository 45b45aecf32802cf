// What is plugged into this machine, as each library sees it. A library that fails says why and does not stop the rest.

export interface AttachedSerial {
  readonly path: string;
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
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
}

export interface AttachedHid {
  readonly path?: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
}

export type Listing<T> =
  | { readonly name: "listed"; readonly devices: readonly T[] }
  | { readonly name: "failed"; readonly reason: string };

export interface Attached {
  readonly serial: Listing<AttachedSerial>;
  readonly usb: Listing<AttachedUsb>;
  readonly hid: Listing<AttachedHid>;
}

/** An enumeration hangs where a hub does: the others are still told. */
const limitMs = 5000;

/** Never rejects. Opens no device. */
export async function listAttached(): Promise<Attached> {
  const [serial, usb, hid] = await Promise.all([listing(serialPorts), listing(usbDevices), listing(hidDevices)]);
  return { serial, usb, hid };
}

async function listing<T>(list: () => Promise<T[]>): Promise<Listing<T>> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${limitMs} ms`)), limitMs);
  try {
    return { name: "listed", devices: await Promise.race([list(), late]) };
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
  return ports.map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
    path,
    ...present({ vendorId, productId, serialNumber, manufacturer }),
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
    ...present({
      manufacturer: device.manufacturerName,
      product: device.productName,
      serialNumber: device.serialNumber,
    }),
  }));
}

async function hidDevices(): Promise<AttachedHid[]> {
  const hid = await import("node-hid");
  const devices = await hid.devicesAsync();
  return devices.map((device) => ({
    vendorId: hex4(device.vendorId),
    productId: hex4(device.productId),
    ...present({
      path: device.path,
      manufacturer: device.manufacturer,
      product: device.product,
      serialNumber: device.serialNumber,
    }),
  }));
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
