import { HidScanner } from "../../../fixtures/sim/usb/hid-scanner.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { plugCases, UsbBench } from "./usb-bench.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

class ScannerBench extends UsbBench<HidScanner> {
  /** The same ids in the same port, and no scanner: the device was set to another mode. */
  reset(): void {
    this.bus.plug(new HidScanner({ mode: "vendor" }));
  }
}

const { silent, garbled, absent } = usualOutcomes((bench: ScannerBench) => bench.heal());
const noAnswers = { notHere: "it is asked nothing, and what it scans is not looked at" } as const;

provesTruthRules({
  protocol: "hid-scanner",
  profileId: "code-scanner/hid-pos-generic",
  timeoutMs: 80,
  open: async () => new ScannerBench("hid", new HidScanner()),
  cases: {
    ...plugCases,
    "no answer": {
      ...silent,
      harm: (bench) => {
        bench.replug("1");
        bench.model.fault = "hang";
      },
    },
    "wrong answer": { ...garbled, codes: ["config.wrong-device"], harm: (bench) => bench.reset() },
    "late answer": noAnswers,
    "answer to the previous question": noAnswers,
    "half an answer": noAnswers,
    "noise before": noAnswers,
    "noise inside": noAnswers,
    "device hung": { notHere: "a scanner that hangs is as silent as one that nobody uses; the note says so" },
    "unplugged in mid-reply": { ...absent, harm: (bench) => bench.bus.unplug() },
  },
});
