// What may go wrong with an ID card reader over USB, whether it has four pipes or reports.
import type { SdtHid } from "../../../fixtures/sim/usb/sdt-hid.ts";
import type { SdtUsb } from "../../../fixtures/sim/usb/sdt-usb.ts";
import type { NoCase, TruthCase, TruthRule } from "./truth-rules.ts";
import { UsbBench } from "./usb-bench.ts";

export class SdtBench extends UsbBench<SdtUsb | SdtHid> {
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

const heal = (bench: SdtBench) => bench.heal();
const condition = (name: SdtUsb["brain"]["condition"]) => (bench: SdtBench) => {
  bench.model.brain.condition = name;
};
const delivery = (how: SdtUsb["delivery"]) => (bench: SdtBench) => {
  bench.model.delivery = how;
};
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

/** @param lateMs an answer that comes when the same question was asked again */
export function sdtCases(lateMs: number): Readonly<Record<TruthRule, TruthCase<SdtBench> | NoCase>> {
  return {
    "no answer": { ...silent, harm: condition("silent") },
    "wrong answer": { ...garbled, harm: condition("wrong-checksum") },
    "late answer": { ...silent, states: ["offline", "unknown"], harm: delivery({ delayMs: 2000 }) },
    // To the same question it is as true as the one that came in time; to the one before it has the wrong form.
    "answer to the previous question": {
      states: ["online", "offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: delivery({ delayMs: lateMs }),
      heal,
    },
    "half an answer": { ...garbled, harm: delivery({ onlyFirstBytes: 9 }) },
    "noise before": { ...overcome, harm: delivery({ noiseBefore: Uint8Array.of(0, 0xff, 0xaa, 0xaa) }) },
    "noise inside": { ...overcome, harm: condition("stray-zero") },
    "two devices swapped": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => bench.swap(),
      heal,
    },
    "device hung": {
      ...silent,
      harm: (bench) => {
        bench.model.fault = "hang";
      },
    },
    "unplugged in mid-reply": {
      states: ["offline", "noDevice"],
      codes: ["comm.no-answer", "device.not-present"],
      harm: (bench) => bench.pullInMidReply(),
      heal,
    },
    "replugged on another port": { ...overcome, harm: (bench) => bench.replug("2") },
    "permission denied": {
      states: ["unknown"],
      codes: ["comm.refused"],
      harm: (bench) => bench.deny("refused"),
      heal,
    },
    busy: { states: ["unknown"], codes: ["comm.refused"], harm: (bench) => bench.deny("busy"), heal },
  };
}
