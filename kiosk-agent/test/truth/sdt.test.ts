import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const say = sets<SdtReader>();
const { silent, garbled, disturbed, overcome } = usualOutcomes(say({ condition: "ok", delivery: {} }));

provesTruthRules({
  protocol: "sdt",
  profileId: "id-card-reader/sdt-serial-generic",
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new SdtReader(), (port) => new Pr2Booklet({ port })),
  cases: {
    ...notBehindDeviceServer,
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
    "late answer": { ...disturbed, harm: say({ delivery: { delayMs: 400 } }) },
    // The next question comes after the answer to this one arrived: it must be thrown away and not believed.
    "answer to the previous question": { ...disturbed, harm: say({ delivery: { delayMs: 110 } }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 5 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0xaa, 0xaa) } }) },
    "noise inside": { ...overcome, harm: say({ condition: "stray-zero" }) },
    "two devices swapped": { ...disturbed, ...swapped },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 4 } }) },
  },
});
