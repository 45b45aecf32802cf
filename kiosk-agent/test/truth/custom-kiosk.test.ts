import { ail, escposCases, heal, pluggedEscpos } from "./escpos-bench.ts";
import { notBehindDeviceServer, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const timeoutMs = 80;
const { garbled, disturbed, overcome } = usualOutcomes(heal);

provesTruthRules({
  protocol: "custom-kiosk",
  profileId: "receipt-printer/custom-kpm150",
  timeoutMs,
  open: () => pluggedEscpos("custom"),
  cases: {
    ...notBehindDeviceServer,
    ...escposCases(timeoutMs),
    // Its answer has a beginning and four octets: half of one is seen, and noise before it is passed over.
    "half an answer": { ...garbled, harm: ail({ delivery: { onlyFirstBytes: 4 } }) },
    "noise before": { ...overcome, harm: ail({ delivery: { noiseBefore: Uint8Array.of(0xff, 0x10, 0x80) } }) },
    "noise inside": {
      notHere: "six octets without a checksum: what stands among them is one of them, see truth rules of the model",
    },
    "two devices swapped": { ...disturbed, ...swapped },
    "unplugged in mid-reply": { ...disturbed, harm: ail({ delivery: { resetAfterBytes: 3 } }) },
  },
});
