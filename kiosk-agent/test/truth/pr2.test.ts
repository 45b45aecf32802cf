import { describe, type TestContext, test } from "vitest";
import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { polling, quickProfile, recovered } from "./quick-session.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const profileId = "booklet-printer/olivetti-pr2plus";

const say = sets<Pr2Booklet>();
const { silent, garbled, disturbed, overcome } = usualOutcomes(say({ condition: "ok", delivery: {} }));

provesTruthRules({
  protocol: "pr2",
  profileId,
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new Pr2Booklet(), (port) => new SdtReader({ port })),
  cases: {
    ...notBehindDeviceServer,
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": {
      ...silent,
      codes: ["config.wrong-emulation"],
      harm: say({ condition: "another-device" }),
    },
    "late answer": { ...disturbed, harm: say({ delivery: { delayMs: 300 } }) },
    // Each identity arrives when the next one was asked for: it proves nothing about now, and nothing more is asked.
    "answer to the previous question": {
      ...disturbed,
      states: ["offline", "unknown", "online"],
      harm: say({ delivery: { delayMs: 110 } }),
    },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 2 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x1b) } }) },
    "noise inside": {
      notHere: "an escape sequence of three octets has no room for noise: with an octet more it is noise as a whole",
    },
    "two devices swapped": { ...silent, ...swapped },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 2 } }) },
  },
});

describe.concurrent("a printer in another emulation", () => {
  async function attached(context: TestContext, emulation: "oki" | "ibm" | "olivetti") {
    const printer = new Pr2Booklet();
    await printer.start();
    context.onTestFinished(() => printer.stop());
    printer.setEmulation(emulation);
    return { printer, poll: polling(context, quickProfile(profileId, 60), createTransport(printer.url)) };
  }

  // In OKI a status request switches type styles, in IBM it feeds the paper backwards.
  for (const emulation of ["oki", "ibm"] as const) {
    test(`${emulation} never gets status bytes, however often it is polled`, async (context) => {
      const { expect } = context;
      const { printer, poll } = await attached(context, emulation);
      for (let n = 0; n < 3; n += 1) expect(await poll()).toMatchObject({ state: "offline" });
      expect(new Set(printer.received)).toEqual(new Set(["1b5a"]));
      expect(printer.harm).toEqual({ paperMoved: 0, styleChanged: 0 });
      expect(printer.printed).toHaveLength(0);
    });
  }

  test("set back to Olivetti is online again without a restart", async (context) => {
    const { expect } = context;
    const { printer, poll } = await attached(context, "oki");
    expect(await poll()).toMatchObject({ state: "offline" });
    printer.setEmulation("olivetti");
    expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
  });

  test("changed between two questions is noticed by the silence, and still gets no more than was asked before", async (context) => {
    const { expect } = context;
    const { printer, poll } = await attached(context, "olivetti");
    expect(await recovered(poll)).toMatchObject({ state: "online" });
    const before = printer.received.length;
    printer.setEmulation("ibm");
    expect(await poll()).toMatchObject({ state: "offline", answered: false });
    expect(new Set(printer.received.slice(before))).toEqual(new Set(["1b5a"]));
    expect(printer.harm.paperMoved).toBe(0);
  });
});
