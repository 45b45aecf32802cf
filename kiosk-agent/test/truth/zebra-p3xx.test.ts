import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { ZebraPrinter } from "../../../fixtures/sim/devices/zebra-printer.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const say = sets<ZebraPrinter>();
const { silent, garbled, disturbed, overcome } = usualOutcomes(say({ condition: "ok", delivery: {} }));

provesTruthRules({
  protocol: "zebra-p3xx",
  profileId: "endorsement-machine/zebra-p310",
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new ZebraPrinter(), (port) => new SdtReader({ port })),
  cases: {
    ...notBehindDeviceServer,
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "other-text" }) },
    "late answer": { ...silent, harm: say({ delivery: { delayMs: 400 } }) },
    // There is one question: the answer that comes late is that of a moment ago, and the next question has its own.
    "answer to the previous question": { ...overcome, harm: say({ delivery: { delayMs: 110 } }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 20 } }) },
    "noise before": {
      ...overcome,
      harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x15, 0x43, 0x70) } }),
    },
    "noise inside": { ...garbled, harm: say({ condition: "noise-inside" }) },
    "two devices swapped": { ...disturbed, ...swapped },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 10 } }) },
  },
});
