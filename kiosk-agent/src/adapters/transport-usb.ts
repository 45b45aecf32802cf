// npm usb 3.1.0 (WebUSB over nusb, no libusb). Transfers end by the library's own time-out, a few per cent late.
import { TransportError, type UsbEndpoint, type UsbSetup, type UsbTransport } from "../ports.ts";
import { ClaimedUsb } from "./claimed-usb.ts";
import { isPrinting, kernelDriver } from "./kernel-driver.ts";
import { unlessAborted } from "./transport-abort.ts";
import { failedReader } from "./transport-chunks.ts";
import { endedBySignal } from "./transport-errno.ts";
import { notOpen, type TransportState } from "./transport-state.ts";
import { numberIn, readQuery } from "./transport-url.ts";
import { usbError } from "./transport-usb-errno.ts";
import { type UsbIds, usbIds } from "./transport-usb-ids.ts";
import type { NativeAlternate, NativeInterface, NativeUsbDevice } from "./usb-device.ts";

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

type State = TransportState<{ readonly claimed: ClaimedUsb }>;

/**
 * One interface of a USB device, found by ids and serial number at each open: whichever port it is plugged into. May be
 * opened again after it was closed or lost. What another program holds is busy and is left to it; a kernel driver is
 * sent away and gets the interface back at the close.
 */
export class UsbBusTransport implements UsbTransport {
  readonly kind = "usb";
  readonly url: string;
  readonly #address: UsbAddress;
  #state: State = { name: "closed" };
  /** the open or close before, which the library may still be busy with */
  #before: Promise<unknown> = Promise.resolve();
  #stalled: readonly number[] = [];
  /** a kernel driver that an earlier claim sent away is still to have the interface back */
  #owesDriver = false;

  constructor(address: UsbAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  async open(signal: AbortSignal): Promise<readonly UsbEndpoint[]> {
    if (this.#state.name === "open") return this.#state.claimed.endpoints;
    if (this.#state.name === "opening") throw new TransportError("busy", `${this.url} is being opened already`);
    const opening: State = { name: "opening" };
    this.#state = opening;
    const claiming = this.#before.then(() => this.#claim(signal));
    this.#before = claiming.then(
      // When it is claimed after all and nobody waits for it any more, it is given back.
      (claimed) => (signal.aborted ? this.#giveBack(claimed) : undefined),
      () => undefined, // told below
    );
    try {
      const claimed = await unlessAborted(claiming, signal, `opening ${this.url}`);
      if (this.#state !== opening) {
        this.#release(claimed);
        throw new TransportError("lost", `${this.url} was closed`);
      }
      this.#state = { name: "open", claimed };
      return claimed.endpoints;
    } catch (error) {
      const failure = usbError(error, `opening ${this.url}`, "invalid");
      if (this.#state === opening) this.#state = { name: "lost", error: failure };
      throw failure;
    }
  }

  async control(setup: UsbSetup, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return await this.#transfer("asking", signal, (claimed) => claimed.control(setup, length));
  }

  async write(endpoint: number, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#transfer("writing to", signal, (claimed) => claimed.write(endpoint, bytes));
  }

  chunks(endpoint: number, signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    if (this.#state.name === "open") return this.#state.claimed.reader(endpoint, signal);
    return failedReader(notOpen(this.#state, this.url), signal);
  }

  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { name: "closed" };
    if (before.name === "open") this.#release(before.claimed);
    await this.#before;
  }

  async #transfer<T>(doing: string, signal: AbortSignal, work: (claimed: ClaimedUsb) => Promise<T>): Promise<T> {
    if (this.#state.name !== "open") throw notOpen(this.#state, this.url);
    const { claimed } = this.#state;
    if (signal.aborted) throw endedBySignal(signal, `${doing} ${this.url}`);
    try {
      return await unlessAborted(work(claimed), signal, `${doing} ${this.url}`);
    } catch (error) {
      const failure = usbError(error, `${doing} ${this.url}`, "lost");
      // Refusing a request is an answer. A transfer that was given up may still be under way: only a fresh claim is clean.
      if (failure.code !== "invalid") this.#lose(claimed, failure);
      throw failure;
    }
  }

  #lose(claimed: ClaimedUsb, error: TransportError): void {
    if (this.#state.name !== "open" || this.#state.claimed !== claimed) return;
    this.#state = { name: "lost", error };
    claimed.end(error);
    this.#release(claimed);
  }

  #release(claimed: ClaimedUsb): void {
    this.#stalled = [...claimed.stalled];
    claimed.end();
    this.#before = Promise.all([this.#before, this.#giveBack(claimed)]);
  }

  async #giveBack(claimed: ClaimedUsb): Promise<void> {
    this.#owesDriver = await claimed.release();
  }

  /** Opens device and interface. A signal that aborts meanwhile is seen between the steps. @throws TransportError */
  async #claim(signal: AbortSignal): Promise<ClaimedUsb> {
    const device = await this.#find();
    const doing = `opening ${this.url}`;
    if (signal.aborted) throw endedBySignal(signal, doing);
    await device.open();
    try {
      const { configurationValue, interfaces } = device.configuration ?? unconfigured;
      const chosen = usbInterface(interfaces.map(withClass), this.#address)?.one;
      if (chosen === undefined) throw new TransportError("invalid", `${this.url}: the device has no such interface`);
      const { interfaceNumber } = chosen;
      const place = { bus: device.bus, ports: device.ports, configuration: configurationValue, interfaceNumber };
      const driver = await kernelDriver(place);
      if (driver === "usbfs" || (driver === "usblp" && (await isPrinting(place)))) {
        throw new TransportError("busy", `${this.url}: another program holds the interface`);
      }
      if (driver !== undefined) await device.detachKernelDriver(interfaceNumber);
      await device.claimInterface(interfaceNumber);
      const alternate = usbAlternate(chosen.alternates);
      const { alternateSetting } = alternate;
      if (alternateSetting !== 0) await device.selectAlternateInterface(interfaceNumber, alternateSetting);
      const endpoints = endpointsOf(interfaceNumber, alternate);
      for (const { address } of endpoints.filter(({ address }) => this.#stalled.includes(address))) {
        await device.clearHalt((address & 0x80) === 0 ? "out" : "in", address & 0x0f);
      }
      this.#stalled = [];
      const claim = { device, interfaceNumber, endpoints, hadDriver: driver !== undefined || this.#owesDriver };
      const claimed: ClaimedUsb = new ClaimedUsb(claim, this.url, (error) => this.#lose(claimed, error));
      return claimed;
    } catch (error) {
      await device.close().catch(() => undefined); // the first error is the one to tell
      throw error;
    }
  }

  async #find(): Promise<NativeUsbDevice> {
    const { vendorId, productId, serial } = this.#address;
    const devices: readonly NativeUsbDevice[] = await (await usbLibrary()).getDevices();
    const found = devices.find((device) => {
      if (device.vendorId !== vendorId || device.productId !== productId) return false;
      return serial === undefined || device.serialNumber === serial;
    });
    if (found === undefined) throw new TransportError("absent", `${this.url}: no such device is attached`);
    return found;
  }
}

/** Loaded late: an agent without such devices does not need the native part. @throws TransportError */
async function usbLibrary() {
  try {
    return (await import("usb")).usb;
  } catch (error) {
    throw new TransportError("refused", `the USB library does not load on this machine: ${String(error)}`, {
      cause: error,
    });
  }
}

/** A device that has no configuration set, e.g. for want of power on its port. */
const unconfigured = { configurationValue: 0, interfaces: [] };

function withClass(one: NativeInterface) {
  return { number: one.interfaceNumber, class: one.alternate.interfaceClass, one };
}

const bidirectional = 2;

/**
 * Which alternate setting to use. Printers offer one-way, two-way and IPP-over-USB settings of one interface (USB
 * printer class 1.1, bInterfaceProtocol); everything else has one that counts, the first.
 */
export function usbAlternate(alternates: readonly NativeAlternate[]): NativeAlternate {
  const [first] = alternates;
  if (first === undefined) throw new TransportError("invalid", "the interface has no setting");
  if (first.interfaceClass !== printerClass) return first;
  return alternates.find((one) => one.interfaceProtocol === bidirectional) ?? first;
}

function endpointsOf(interfaceNumber: number, { interfaceClass, endpoints }: NativeAlternate): UsbEndpoint[] {
  return endpoints.map(({ endpointNumber, direction, type, packetSize }) => {
    const address = direction === "in" ? endpointNumber | 0x80 : endpointNumber;
    return { interfaceNumber, interfaceClass, address, type, packetSize };
  });
}
