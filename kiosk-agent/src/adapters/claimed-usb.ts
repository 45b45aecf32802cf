// One claimed interface of an open USB device. The library lets nothing be closed or released while a transfer is
// under way (it answers "borrowed"), so transfers are counted here, and closing waits for the last of them.
import { TransportError, type UsbEndpoint, type UsbSetup } from "../ports.ts";
import { ChunkFan } from "./transport-chunks.ts";
import { usbError } from "./transport-usb-errno.ts";
import type { NativeUsbDevice } from "./usb-device.ts";

/** A device that takes longer for one transfer does not come back. The caller's own limit is usually shorter. */
const transferLimitMs = 3000;
/** How long one IN transfer listens; closing has to wait for its end. */
const listenMs = 200;

const types = ["standard", "class", "vendor"] as const;
const recipients = ["device", "interface", "endpoint", "other"] as const;

export interface Claim {
  readonly device: NativeUsbDevice;
  readonly interfaceNumber: number;
  readonly endpoints: readonly UsbEndpoint[];
  /** a kernel driver was sent away and is to have it back */
  readonly hadDriver: boolean;
}

export class ClaimedUsb {
  readonly endpoints: readonly UsbEndpoint[];
  /** IN and OUT endpoints that answered with a stall and have to be cleared before they are used again */
  readonly stalled = new Set<number>();
  readonly #claim: Claim;
  readonly #url: string;
  readonly #fans = new Map<number, ChunkFan>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #onLost: (error: TransportError) => void;
  #isClosing = false;
  #isHealthy = true;

  /** @param onLost called when reading finds that the device is gone */
  constructor(claim: Claim, url: string, onLost: (error: TransportError) => void) {
    this.#claim = claim;
    this.#url = url;
    this.#onLost = onLost;
    this.endpoints = claim.endpoints;
  }

  /** @throws TransportError */
  async control({ requestType, request, value, index }: UsbSetup, length: number): Promise<Uint8Array> {
    const setup = {
      requestType: types[(requestType >> 5) & 3] ?? "vendor",
      recipient: recipients[requestType & 0x1f] ?? "other",
      request,
      value,
      index,
    } as const;
    const asking = this.#claim.device.nativeControlTransferIn(setup, transferLimitMs, length);
    const answer = await this.#transfer(asking, transferLimitMs);
    return answer ?? new Uint8Array();
  }

  /** @throws TransportError */
  async write(endpoint: number, bytes: Uint8Array): Promise<void> {
    const device = this.#claim.device;
    await this.#transfer(device.nativeTransferOut(endpoint & 0x0f, transferLimitMs, bytes), transferLimitMs, endpoint);
  }

  /** What an IN endpoint says from now on. */
  reader(endpoint: number, signal: AbortSignal): AsyncIterableIterator<Uint8Array> {
    const known = this.#fans.get(endpoint);
    const fan = known ?? new ChunkFan();
    this.#fans.set(endpoint, fan);
    const reader = fan.reader(signal);
    if (known === undefined) void this.#listen(endpoint, fan); // ends with the claim and never rejects
    return reader;
  }

  /** Ends what is being read: with `error`, or plainly where the close was asked for. */
  end(error?: TransportError): void {
    this.#isClosing = true;
    if (error) this.#isHealthy = false;
    for (const fan of this.#fans.values()) fan.end(error);
  }

  /** Waits for the last transfer, then gives interface and device back. True: a kernel driver is still sent away. */
  async release(): Promise<boolean> {
    this.end();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    const { device, interfaceNumber, hadDriver } = this.#claim;
    await ignored(device.releaseInterface(interfaceNumber));
    // To a device that hangs the driver would talk for seconds, in vain: it comes back after a healthier claim.
    const comesBack = hadDriver && this.#isHealthy;
    if (comesBack) await ignored(device.attachKernelDriver(interfaceNumber));
    await ignored(device.close());
    return hadDriver && !comesBack;
  }

  async #listen(endpoint: number, fan: ChunkFan): Promise<void> {
    // One packet a transfer: a longer one would wait for more after an answer that fills its last packet.
    const length = this.endpoints.find(({ address }) => address === endpoint)?.packetSize ?? 64;
    while (!this.#isClosing) {
      try {
        const transfer = this.#claim.device.nativeTransferIn(endpoint & 0x0f, listenMs, length);
        const data = await this.#transfer(transfer, listenMs, endpoint);
        if (data && data.length > 0) fan.push(data);
      } catch (error) {
        const failure = usbError(error, this.#url, "lost");
        if (failure.code === "timeout") continue; // it said nothing
        fan.end(failure);
        if (failure.code !== "invalid") this.#onLost(failure);
        return;
      }
    }
  }

  async #transfer<T>(transfer: Promise<T>, limitMs: number, endpoint?: number): Promise<T> {
    const startedAt = performance.now();
    this.#underWay.add(transfer);
    try {
      return await transfer;
    } catch (error) {
      const failure = usbError(error, this.#url, "lost");
      // What the kernel refuses to send (ENOENT: no such interface, setting or pipe) reads as cancelled too, but at once.
      const isRefused = failure.code === "timeout" && performance.now() - startedAt < limitMs / 2;
      if (isRefused) throw new TransportError("invalid", failure.message, { cause: failure });
      if (failure.code === "invalid" && endpoint !== undefined) this.stalled.add(endpoint);
      throw failure;
    } finally {
      this.#underWay.delete(transfer);
    }
  }
}

/** What fails while a device is given back fails because it is gone. */
async function ignored(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
