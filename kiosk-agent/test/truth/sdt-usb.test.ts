// An ID card reader over USB: what may go wrong is the same, whether it has four pipes or reports.
import { SdtHid } from "../../../fixtures/sim/usb/sdt-hid.ts";
import { SdtUsb } from "../../../fixtures/sim/usb/sdt-usb.ts";
import { type NoCase, provesTruthRules, type TruthCase, type TruthRule } from "./truth-rules.ts";
import { plugCases, UsbBench } from "./usb-bench.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

class SdtBench extends UsbBench<SdtUsb | SdtHid> {
  override heal(): void {
    this.model.brain.condition = "ok";
    this.model.delivery = {};
    super.heal();
  }

  /** The hand on the plug; it is plugged in again by `heal`. */
  pullInMidReply(): void {
    this.model.delivery = { onlyFirstBytes: 7, afterHead: () => this.bus.unplug() };
  }
}

const condition = (name: SdtUsb["brain"]["condition"]) => (bench: SdtBench) => {
  bench.model.brain.condition = name;
};
const delivery = (how: SdtUsb["delivery"]) => (bench: SdtBench) => {
  bench.model.delivery = how;
};
const { silent, garbled, disturbed, overcome, pulled } = usualOutcomes((bench: SdtBench) => bench.heal());

/** @param lateMs an answer that comes when the same question was asked again */
function sdtCases(lateMs: number): Readonly<Record<TruthRule, TruthCase<SdtBench> | NoCase>> {
  return {
    ...plugCases,
    "no answer": { ...silent, harm: condition("silent") },
    "wrong answer": { ...garbled, harm: condition("wrong-checksum") },
    "late answer": { ...silent, states: ["offline", "unknown"], harm: delivery({ delayMs: 2000 }) },
    // To the same question it is as true as the one that came in time; to the one before it has the wrong form.
    "answer to the previous question": {
      ...disturbed,
      states: ["online", "offline", "unknown"],
      harm: delivery({ delayMs: lateMs }),
    },
    "half an answer": { ...garbled, harm: delivery({ onlyFirstBytes: 9 }) },
    "noise before": { ...overcome, harm: delivery({ noiseBefore: Uint8Array.of(0, 0xff, 0xaa, 0xaa) }) },
    "noise inside": { ...overcome, harm: condition("stray-zero") },
    "unplugged in mid-reply": { ...pulled, harm: (bench) => bench.pullInMidReply() },
  };
}

provesTruthRules({
  protocol: "sdt",
  over: "over four USB pipes",
  profileId: "id-card-reader/sdt-usb-generic",
  // the pause between two requests counts as well
  timeoutMs: 500,
  open: async () => new SdtBench("usb", new SdtUsb()),
  cases: sdtCases(600),
});

provesTruthRules({
  protocol: "sdt",
  over: "over HID reports",
  profileId: "id-card-reader/sdt-hid-generic",
  timeoutMs: 80,
  open: async () => new SdtBench("hid", new SdtHid()),
  cases: sdtCases(120),
});
