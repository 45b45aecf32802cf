import { ail, EscposBench, escposCases, heal } from "./escpos-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

const timeoutMs = 80;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

provesTruthRules({
  protocol: "custom-kiosk",
  profileId: "receipt-printer/custom-kpm150",
  timeoutMs,
  open: async () => {
    const bench = new EscposBench("custom");
    await bench.printer.start();
    return bench;
  },
  cases: {
    ...escposCases(timeoutMs),
    // Its answer has a beginning and four octets: half of one is seen, and noise before it is passed over.
    "half an answer": { ...garbled, harm: ail({ delivery: { onlyFirstBytes: 4 } }) },
    "noise before": { ...overcome, harm: ail({ delivery: { noiseBefore: Uint8Array.of(0xff, 0x10, 0x80) } }) },
    "noise inside": {
      notHere: "six octets without a checksum: what stands among them is one of them, see truth rules of the model",
    },
    "unplugged in mid-reply": {
      states: ["offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: ail({ delivery: { resetAfterBytes: 3 } }),
      heal,
    },
    "replugged on another port": {
      notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
    },
    "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
    busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
  },
});
