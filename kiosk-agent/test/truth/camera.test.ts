import { opens, PresenceBench, presenceCases } from "./presence-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const heal = (bench: PresenceBench) => bench.heal();
const { silent, absent } = usualOutcomes(heal);

provesTruthRules({
  protocol: "camera",
  profileId: "document-camera/uvc-generic",
  timeoutMs: 250,
  open: async () => new PresenceBench("camera"),
  cases: {
    ...presenceCases("a camera is asked nothing: there is no answer that could be wrong, half or noisy"),
    "wrong answer": { states: ["hardwareError"], codes: ["camera.inoperative"], harm: opens("EIO"), heal },
    "device hung": { ...silent, harm: opens("hang") },
    "unplugged in mid-reply": { ...absent, harm: opens("ENODEV") },
    busy: { states: ["deviceBusy"], codes: [], harm: opens("EBUSY"), heal },
  },
});
