import { PresenceBench } from "./presence-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

const heal = (bench: PresenceBench) => bench.heal();
const opens = (trouble: string) => (bench: PresenceBench) => {
  bench.trouble = trouble;
};
const hung = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const noAnswers = { notHere: "a keyboard is asked nothing, and what it types is not looked at" } as const;

provesTruthRules({
  protocol: "wedge",
  profileId: "code-scanner/keyboard-wedge",
  timeoutMs: 150,
  open: async () => new PresenceBench("wedge"),
  cases: {
    "no answer": { ...hung, harm: opens("hang") },
    "wrong answer": noAnswers,
    "late answer": { ...hung, harm: opens("slow") },
    "answer to the previous question": noAnswers,
    "half an answer": noAnswers,
    "noise before": noAnswers,
    "noise inside": noAnswers,
    "two devices swapped": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => {
        bench.unplug();
        bench.plug("0", "413c:2113");
      },
      heal,
    },
    "device hung": { notHere: "a keyboard that hangs is as silent as one that nobody uses; the note says so" },
    "unplugged in mid-reply": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => bench.unplug(),
      heal,
    },
    "replugged on another port": {
      states: ["online"],
      codes: [],
      harm: (bench) => {
        bench.unplug();
        bench.plug("5");
      },
      heal,
    },
    "permission denied": { states: ["unknown"], codes: ["comm.refused"], harm: opens("EACCES"), heal },
    busy: { notHere: "event nodes open for all at once; a grab keeps the events and not the node" },
  },
});
