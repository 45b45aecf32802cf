import { MtplBooklet } from "../../../fixtures/sim/devices/mtpl-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const say = sets<MtplBooklet>();
const heal = say({ condition: "ok", delivery: {}, interruption: "" });
const { silent, garbled, disturbed, overcome } = usualOutcomes(heal);

provesTruthRules({
  protocol: "mtpl",
  profileId: "booklet-printer/tally-t5040",
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new MtplBooklet(), (port) => new SdtReader({ port })),
  cases: {
    ...notBehindDeviceServer,
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-answers" }) },
    // A message says what it is about: one that comes while the same question is asked again is as good as its own.
    "late answer": {
      ...disturbed,
      states: ["offline", "unknown", "online"],
      harm: say({ delivery: { delayMs: 200 } }),
    },
    // Status for paper, paper for build, build for status: nobody takes one for the other, and the second try is its own.
    "answer to the previous question": { ...overcome, harm: say({ condition: "one-behind" }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 4 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0x1b, 0x5b, 0x33) } }) },
    "noise inside": { ...garbled, harm: say({ interruption: "\u0000\u0007" }) },
    "two devices swapped": { ...disturbed, ...swapped },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 3 } }) },
  },
});
