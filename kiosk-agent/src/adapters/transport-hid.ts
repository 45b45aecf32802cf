// node-hid 3.4.0 (hidapi over hidraw). Its calls cannot be called off: a device that hangs holds them for the kernel's
// five seconds, so every wait here ends by our own signal, and the next open waits for what is still under way.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { HIDAsync } from "node-hid";
import { type HidTransport, TransportError } from "../ports.ts";
import { unlessAborted } from "./transport-abort.ts";
import { ChunkFan, failedReader } from "./transport-chunks.ts";
import { endedBySignal } from "./transport-errno.ts";
import { notOpen, type TransportState } from "./transport-state.ts";
import { readQuery, TransportUrlError } from "./transport-url.ts";
import { hidError } from "./transport-usb-errno.ts";
import { type UsbIds, usbIds } from "./transport-usb-ids.ts";

export interface HidAddress extends UsbIds {
  readonly kind: "hid";
  /** of a top-level collection: tells the interfaces of a composite device apart */
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

interface OpenHid {
  readonly device: HIDAsync;
  readonly descriptor: Uint8Array;
}

type State = TransportState<{ readonly opened: OpenHid }>;

/** A HID device, found by ids and serial number at each open. May be opened again after it was closed or lost. */
export class HidRawTransport implements HidTransport {
  readonly kind = "hid";
  readonly url: string;
  readonly #address: HidAddress;
  #fan = new ChunkFan();
  #state: State = { name: "closed" };
  /** what the library is still busy with */
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(address: HidAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  async open(signal: AbortSignal): Promise<Uint8Array> {
    if (this.#state.name === "open") return this.#state.opened.descriptor;
    if (this.#state.name === "opening") throw new TransportError("busy", `${this.url} is being opened already`);
    const opening: State = { name: "opening" };
    this.#state = opening;
    try {
      // A device that still hangs is not opened beside itself.
      await unlessAborted(Promise.allSettled(this.#underWay), signal, `opening ${this.url}`);
      const opened = await this.#call(this.#openDevice(), signal, "opening", ({ device }) => this.#release(device));
      if (this.#state !== opening) {
        this.#release(opened.device);
        throw new TransportError("lost", `${this.url} was closed`);
      }
      this.#state = { name: "open", opened };
      return opened.descriptor;
    } catch (error) {
      const failure = hidError(error, `opening ${this.url}`, "invalid");
      if (this.#state === opening) this.#state = { name: "lost", error: failure };
      throw failure;
    }
  }

  async write(report: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#ask("writing to", signal, (device) => device.write(Buffer.from(report)));
  }

  async feature(reportId: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return await this.#ask("asking", signal, (device) => device.getFeatureReport(reportId, length));
  }

  chunks(signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    if (this.#state.name === "open") return this.#fan.reader(signal);
    return failedReader(notOpen(this.#state, this.url), signal);
  }

  async close(): Promise<void> {
    const before = this.#state;
    this.#state = { name: "closed" };
    if (before.name === "open") this.#end(before.opened.device, undefined);
    await Promise.allSettled(this.#underWay);
  }

  async #ask<T>(doing: string, signal: AbortSignal, work: (device: HIDAsync) => Promise<T>): Promise<T> {
    if (this.#state.name !== "open") throw notOpen(this.#state, this.url);
    const { device } = this.#state.opened;
    if (signal.aborted) throw endedBySignal(signal, `${doing} ${this.url}`);
    try {
      return await this.#call(work(device), signal, doing, () => undefined);
    } catch (error) {
      const failure = hidError(error, `${doing} ${this.url}`, "lost");
      // Refusing a report is an answer; after anything else only a fresh open is clean.
      if (failure.code !== "invalid") this.#lose(device, failure);
      throw failure;
    }
  }

  /** @param late gets what comes after the signal ended the wait */
  async #call<T>(work: Promise<T>, signal: AbortSignal, doing: string, late: (value: T) => void): Promise<T> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    try {
      return await unlessAborted(tracked, signal, `${doing} ${this.url}`);
    } catch (error) {
      if (signal.aborted) void tracked.then(late, () => undefined); // nobody waits for its failure any more
      throw error;
    }
  }

  #listen(device: HIDAsync): void {
    device.on("data", (report: Buffer) => this.#fan.push(report));
    device.on("error", (error: unknown) => this.#lose(device, hidError(error, this.url, "lost")));
  }

  #lose(device: HIDAsync, error: TransportError): void {
    if (this.#state.name !== "open" || this.#state.opened.device !== device) return;
    // However a read ends by itself, the device behind it is gone or has to be opened anew.
    this.#state = { name: "lost", error };
    this.#end(device, error);
  }

  #end(device: HIDAsync, error: TransportError | undefined): void {
    const fan = this.#fan;
    this.#fan = new ChunkFan();
    fan.end(error);
    this.#release(device);
  }

  #release(device: HIDAsync): void {
    const closing = device
      .close()
      .catch(() => undefined) // it is gone
      .finally(() => this.#underWay.delete(closing));
    this.#underWay.add(closing);
  }

  /** @throws TransportError, or the library's error */
  async #openDevice(): Promise<OpenHid> {
    const { HIDAsync: Hid, devicesAsync } = await hidLibrary();
    const { vendorId, productId, serial, usagePage } = this.#address;
    const listed = await devicesAsync(vendorId, productId);
    const found = listed.find((one) => {
      if (serial !== undefined && one.serialNumber !== serial) return false;
      return usagePage === undefined || one.usagePage === usagePage;
    });
    if (found?.path === undefined) throw new TransportError("absent", `${this.url}: no such device is attached`);
    const device = await Hid.open(found.path);
    this.#listen(device);
    // The library begins to read one tick later, and throws out of the event loop if it was closed until then.
    await setImmediate();
    try {
      return { device, descriptor: await reportDescriptor(found.path) };
    } catch (error) {
      await device.close().catch(() => undefined); // the first error is the one to tell
      throw error;
    }
  }
}

/** hidapi has no call for it; Linux shows it in sysfs (Documentation/ABI: `report_descriptor`). @throws the system's error */
async function reportDescriptor(path: string): Promise<Uint8Array> {
  if (process.platform !== "linux") {
    throw new TransportError("invalid", `report descriptors cannot be read on ${process.platform}`);
  }
  return await readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`);
}

/** Loaded late: an agent without such devices does not need the native part. @throws TransportError */
async function hidLibrary() {
  try {
    return await import("node-hid");
  } catch (error) {
    throw new TransportError("refused", `the HID library does not load on this machine: ${String(error)}`, {
      cause: error,
    });
  }
}
