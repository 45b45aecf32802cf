import { HidScanner } from "../../../fixtures/sim/usb/hid-scanner.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { UsbBench } from "./usb-bench.ts";

class ScannerBench extends UsbBench<HidScanner> {
  /** The same ids in the same port, and no scanner: the device was set to another mode. */
  reset(): void {
    this.bus.plug(new HidScanner({ mode: "vendor" }));
  }
}

const heal = (bench: ScannerBench) => bench.heal();
const noAnswers = { notHere: "it is asked nothing, and what it scans is not looked at" } as const;

provesTruthRules({
  protocol: "hid-scanner",
  profileId: "code-scanner/hid-pos-generic",
  timeoutMs: 80,
  open: async () => new ScannerBench("hid", new HidScanner()),
  cases: {
    "no answer": {
      states: ["offline"],
      codes: ["comm.no-answer"],
      harm: (bench) => {
        bench.replug("1");
        bench.model.fault = "hang";
      },
      heal,
    },
    "wrong answer": {
      states: ["unknown"],
      codes: ["config.wrong-device"],
      harm: (bench) => bench.reset(),
      heal,
    },
    "late answer": noAnswers,
    "answer to the previous question": noAnswers,
    "half an answer": noAnswers,
    "noise before": noAnswers,
    "noise inside": noAnswers,
    "two devices swapped": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => bench.swap(),
      heal,
    },
    "device hung": { notHere: "a scanner that hangs is as silent as one that nobody uses; the note says so" },
    "unplugged in mid-reply": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => bench.bus.unplug(),
      heal,
    },
    "replugged on another port": { states: ["online"], codes: [], harm: (bench) => bench.replug("2"), heal },
    "permission denied": {
      states: ["unknown"],
      codes: ["comm.refused"],
      harm: (bench) => bench.deny("refused"),
      heal,
    },
    busy: { states: ["unknown"], codes: ["comm.refused"], harm: (bench) => bench.deny("busy"), heal },
  },
});
