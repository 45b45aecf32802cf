import { CrpRewriter } from "../../../fixtures/sim/devices/crp-rewriter.ts";
import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const say = sets<CrpRewriter>();
const { silent, garbled, disturbed, overcome } = usualOutcomes(say({ condition: "ok", delivery: {} }));

provesTruthRules({
  protocol: "sanwa-crp",
  profileId: "endorsement-machine/sanwa-crp-1231lr",
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new CrpRewriter(), (port) => new Pr2Booklet({ port })),
  cases: {
    ...notBehindDeviceServer,
    "no answer": { ...silent, harm: say({ condition: "mute" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
    "late answer": { ...disturbed, harm: say({ delivery: { delayMs: 400 } }) },
    // Each reply names its command: an older one is dropped, and the machine is asked until the right one comes.
    "answer to the previous question": { ...overcome, harm: say({ condition: "previous-answer" }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 5 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x7f) } }) },
    "noise inside": { ...garbled, harm: say({ condition: "noise-inside" }) },
    "two devices swapped": { ...disturbed, ...swapped },
    "device hung": { ...silent, harm: say({ condition: "hung" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 4 } }) },
  },
});
