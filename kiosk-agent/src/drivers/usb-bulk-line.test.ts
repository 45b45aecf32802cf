import { expect, test } from "vitest";
import { ModelUsb } from "../../../fixtures/sim/usb/model-usb.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { type EndpointDescriptor, UsbModel } from "../../../fixtures/sim/usb/usb-model.ts";
import { UsbBulkLine } from "./usb-bulk-line.ts";

class Echo extends UsbModel {
  constructor(endpoints: readonly EndpointDescriptor[]) {
    super({
      vendorId: 0x1209,
      productId: 0x0004,
      manufacturer: "Test",
      product: "Echo",
      serialNumber: "E1",
      interfaces: [{ number: 0, class: 7, subclass: 1, protocol: 2, endpoints }],
    });
  }

  protected override take(endpoint: number, bytes: Uint8Array): void {
    this.say(2, Uint8Array.of(endpoint, ...bytes));
  }
}

const interruptIn = { address: 0x83, type: "interrupt", packetSize: 8 } as const;
const bulkOut = { address: 0x01, type: "bulk", packetSize: 64 } as const;
const bulkIn = { address: 0x82, type: "bulk", packetSize: 64 } as const;
const never = new AbortController().signal;

function lineTo(endpoints: readonly EndpointDescriptor[]): UsbBulkLine {
  const bus = new UsbBus();
  bus.plug(new Echo(endpoints));
  return new UsbBulkLine(new ModelUsb(bus, "usb://1209:0004"));
}

test("octets go through the bulk pipes, whatever else the interface has", async () => {
  const line = lineTo([interruptIn, bulkOut, bulkIn]);
  await line.open(never);
  const chunks = line.chunks(never)[Symbol.asyncIterator]();
  await line.write(Uint8Array.of(4, 5), never);
  expect((await chunks.next()).value).toEqual(Uint8Array.of(1, 4, 5));
  await line.close();
  expect((await chunks.next()).done).toBe(true);
});

test("an interface that cannot answer carries no conversation", async () => {
  await expect(lineTo([bulkOut]).open(never)).rejects.toMatchObject({ code: "invalid" });
});
