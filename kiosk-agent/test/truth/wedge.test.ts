import { PresenceBench, presenceCases } from "./presence-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const noAnswers = "a keyboard is asked nothing, and what it types is not looked at";
const { absent } = usualOutcomes((bench: PresenceBench) => bench.heal());

provesTruthRules({
  protocol: "wedge",
  profileId: "code-scanner/keyboard-wedge",
  timeoutMs: 250,
  open: async () => new PresenceBench("wedge"),
  cases: {
    ...presenceCases(noAnswers),
    "wrong answer": { notHere: noAnswers },
    "device hung": { notHere: "a keyboard that hangs is as silent as one that nobody uses; the note says so" },
    "unplugged in mid-reply": { ...absent, harm: (bench) => bench.unplug() },
    busy: { notHere: "event nodes open for all at once; a grab keeps the events and not the node" },
  },
});
