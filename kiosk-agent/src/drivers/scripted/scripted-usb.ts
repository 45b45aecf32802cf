import { fromHex, toHex } from "@kiosk/firmware-profiles";
import { TransportError, type UsbEndpoint, type UsbSetup, type UsbTransport } from "../../ports.ts";
import { type Script, ScriptedStream } from "./scripted-stream.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const endpoints: readonly UsbEndpoint[] = [0x01, 0x82].map((address) => {
  return { interfaceNumber: 0, interfaceClass: 7, address, type: "bulk", packetSize: 64 };
});

/** A USB printer whose other end follows a script: requests are set-up packets, or octets of its pipe. For tests. */
export class ScriptedUsb implements UsbTransport {
  readonly kind = "usb";
  readonly url = "usb://scripted";
  /** every request, in hex */
  readonly asked: string[] = [];
  /** what opening does instead */
  trouble: TransportError | undefined;
  /** a control request without an answer is refused, unless the device hangs from here on */
  hangs = false;
  readonly #clock: VirtualClock;
  readonly #script: Script;
  #pipe: ScriptedStream;

  constructor(clock: VirtualClock, script: Script) {
    this.#clock = clock;
    this.#script = script;
    this.#pipe = this.#newPipe();
  }

  async open(): Promise<readonly UsbEndpoint[]> {
    if (this.trouble) throw this.trouble;
    this.#pipe = this.#newPipe();
    await this.#pipe.open();
    return endpoints;
  }

  async control(setup: UsbSetup, length: number): Promise<Uint8Array> {
    const packet = Buffer.alloc(8);
    packet.writeUInt8(setup.requestType, 0);
    packet.writeUInt8(setup.request, 1);
    packet.writeUInt16LE(setup.value, 2);
    packet.writeUInt16LE(setup.index, 4);
    packet.writeUInt16LE(length, 6);
    const pieces = this.#ask(toHex(packet));
    if (pieces.length > 0) return fromHex(pieces.map((piece) => ("hex" in piece ? piece.hex : "")).join(""));
    if (this.hangs) await new Promise(() => undefined);
    throw new TransportError("invalid", "refused (stall)");
  }

  write(_endpoint: number, bytes: Uint8Array): Promise<void> {
    return this.#pipe.write(bytes);
  }

  chunks(): AsyncIterable<Uint8Array> {
    return this.#pipe.chunks();
  }

  close(): Promise<void> {
    return this.#pipe.close();
  }

  #newPipe(): ScriptedStream {
    return new ScriptedStream(this.#clock, (request) => this.#ask(request));
  }

  #ask(request: string): ReturnType<Script> {
    this.asked.push(request);
    return this.#script(request, this.asked.length);
  }
}
