import { expect, test } from "vitest";
import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { UsbModel } from "../../../fixtures/sim/usb/usb-model.ts";
import { HidLine } from "./hid-line.ts";

const reports = {
  /** 4 octets each way, no ids */
  plain: "0600ff0901a1010901150026ff0075089504810209029102c0",
  /** 2 octets out with id 1, 4 octets each way with id 2 */
  withIds: "0600ff0901a1010901150026ff0075088501950291028502950481029102c0",
  mute: "0600ff0901a1010901150026ff00750895048102c0",
};

class Box extends UsbModel {
  readonly #descriptor: Uint8Array;

  constructor(descriptor: string) {
    const endpoints = [
      { address: 0x81, type: "interrupt", packetSize: 8 },
      { address: 0x02, type: "interrupt", packetSize: 8 },
    ] as const;
    super({
      vendorId: 0x1209,
      productId: 0x0003,
      manufacturer: "Test",
      product: "Box",
      serialNumber: "B1",
      interfaces: [{ number: 0, class: 3, subclass: 0, protocol: 0, endpoints }],
    });
    this.#descriptor = Buffer.from(descriptor, "hex");
  }

  tell(bytes: readonly number[]): void {
    this.say(1, Uint8Array.from(bytes));
  }

  protected override descriptor(): Uint8Array {
    return this.#descriptor;
  }
}

const never = new AbortController().signal;

async function attached(descriptor: string) {
  const bus = new UsbBus();
  const box = new Box(descriptor);
  bus.plug(box);
  const line = new HidLine(new ModelHid(bus, "hid://1209:0003"));
  await line.open(never);
  return { box, line };
}

async function first(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk;
  throw new Error("the stream ended");
}

test("a frame fills reports from the first octet on, the last one up to its end with zeros", async () => {
  const { box, line } = await attached(reports.plain);
  await line.write(Uint8Array.of(1, 2, 3, 4, 5, 6), never);
  expect(box.received).toEqual(["01020304", "05060000"]);
});

test("of several output reports the longest carries frames, and ids of input reports are no payload", async () => {
  const { box, line } = await attached(reports.withIds);
  const chunks = line.chunks(never);
  await line.write(Uint8Array.of(1, 2, 3), never);
  expect(box.received).toEqual(["0201020300"]);
  box.tell([2, 7, 8, 9, 0]);
  expect([...(await first(chunks))]).toEqual([7, 8, 9, 0]);
});

test("a report without id is payload as it is", async () => {
  const { box, line } = await attached(reports.plain);
  const chunks = line.chunks(never);
  box.tell([2, 7, 8, 9]);
  expect([...(await first(chunks))]).toEqual([2, 7, 8, 9]);
});

test("a device that takes no output reports cannot be asked", async () => {
  const { line } = await attached(reports.mute);
  await expect(line.write(Uint8Array.of(1), never)).rejects.toMatchObject({ code: "invalid" });
});

test("a device whose report descriptor is none is not open", async () => {
  await expect(attached("ff")).rejects.toMatchObject({ code: "invalid" });
});
