// One card reader on three media: whatever carries the frames, monitoring asks for the security module's state and number
// and never for a card. Waits are as shipped.
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import type { SdtCondition } from "../../fixtures/sim/devices/sdt-brain.ts";
import { SdtReader } from "../../fixtures/sim/devices/sdt-reader.ts";
import { ModelHid } from "../../fixtures/sim/usb/model-hid.ts";
import { ModelUsb } from "../../fixtures/sim/usb/model-usb.ts";
import { SdtHid } from "../../fixtures/sim/usb/sdt-hid.ts";
import { SdtUsb } from "../../fixtures/sim/usb/sdt-usb.ts";
import { UsbBus } from "../../fixtures/sim/usb/usb-bus.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { Transport } from "../src/ports.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;

/** What the emulated reader knows of itself, on any medium. */
interface Reader {
  condition: SdtCondition;
  cardOnReader: boolean;
  readonly received: readonly string[];
  readonly identityRequests: readonly string[];
}

interface Medium {
  readonly profile: string;
  /** a reader, and how the agent reaches it */
  readonly attach: (context: TestContext) => Promise<{ readonly reader: Reader; readonly transport: Transport }>;
}

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 32 });

const media: Readonly<Record<string, Medium>> = {
  "a serial line behind a device server": {
    profile: "id-card-reader/sdt-serial-generic",
    attach: async ({ onTestFinished }) => {
      const reader = new SdtReader();
      await reader.start();
      onTestFinished(() => reader.stop());
      return { reader, transport: createTransport(reader.url) };
    },
  },
  "four USB pipes": {
    profile: "id-card-reader/sdt-usb-generic",
    attach: async ({ expect, onTestFinished }) => {
      const bus = new UsbBus();
      const model = new SdtUsb();
      bus.plug(model);
      onTestFinished(async () => expect(model.misfed).toEqual([]));
      return { reader: model.brain, transport: new ModelUsb(bus, "usb://0400:c35a") };
    },
  },
  "HID reports through a pipe": { profile: "id-card-reader/sdt-hid-generic", attach: () => hid(true) },
  "HID reports as control requests": { profile: "id-card-reader/sdt-hid-generic", attach: () => hid(false) },
};

async function hid(outPipe: boolean) {
  const bus = new UsbBus();
  const model = new SdtHid({ outPipe });
  bus.plug(model);
  return { reader: model.brain, transport: new ModelHid(bus, "hid://1209:5d70") };
}

for (const [medium, { profile: id, attach }] of Object.entries(media))
  describe.concurrent(`a card reader over ${medium}`, () => {
    async function polled(context: TestContext, condition: SdtCondition, cardOnReader = false) {
      const profile = profiles.get(id);
      if (profile === undefined) throw new Error(`no profile ${id}`);
      const { reader, transport } = await attach(context);
      Object.assign(reader, { condition, cardOnReader });
      const clock = createSystemClock();
      const session = openSession({ deviceId: "r", profile, transport, clock, counters: new MemoryCounters() });
      context.onTestFinished(() => session.close());
      return { reader, session, first: await session.poll(never) };
    }

    test("is online and tells its number, and nothing of the line counts as noise", async (context) => {
      const { expect } = context;
      const { session } = await polled(context, "ok");
      const second = await session.poll(never);
      expect(second).toMatchObject({ state: "online", answered: true, conditions: [], droppedBytes: 0 });
      const number = expect.objectContaining({ name: "serial", value: "05.01-20240115-0000123456-0987654321" });
      expect(second.readings).toEqual([number]);
    });

    for (const [condition, state, code] of [
      ["self-test-failed", "hardwareError", "device.self-test-failed"],
      ["sam-unauthorised", "hardwareError", "auth.sam-not-authorised"],
      ["checksum-complaint", "unknown", "comm.garbled"],
    ] as const) {
      test(`that says ${condition} is ${state}`, async (context) => {
        const { expect } = context;
        const { first } = await polled(context, condition);
        expect(first).toMatchObject({ state, answered: true, conditions: [{ code }] });
      });
    }

    for (const condition of ["ok", "sam-unauthorised", "checksum-complaint", "stray-zero"] as const) {
      test(`is asked 11 FF and 12 FF and nothing else, with a card on it and whatever it says (${condition})`, async (context) => {
        const { expect } = context;
        const { reader } = await polled(context, condition, true);
        const asked = new Set(reader.received);
        asked.delete("aaaaaa9669000311ffed");
        asked.delete("aaaaaa9669000312ffee");
        expect(asked).toEqual(new Set());
        expect(reader.received.length).toBeGreaterThanOrEqual(2);
        expect(reader.identityRequests).toEqual([]);
      });
    }
  });
