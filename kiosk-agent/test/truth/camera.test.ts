import { PresenceBench } from "./presence-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

const heal = (bench: PresenceBench) => bench.heal();
const opens = (trouble: string) => (bench: PresenceBench) => {
  bench.trouble = trouble;
};
const hung = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const noAnswers = {
  notHere: "a camera is asked nothing: there is no answer that could be wrong, half or noisy",
} as const;

provesTruthRules({
  protocol: "camera",
  profileId: "document-camera/uvc-generic",
  timeoutMs: 150,
  open: async () => new PresenceBench("camera"),
  cases: {
    "no answer": { ...hung, harm: opens("hang") },
    "wrong answer": { states: ["hardwareError"], codes: ["camera.inoperative"], harm: opens("EIO"), heal },
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
        bench.plug("0", "1bcf:2b8a");
      },
      heal,
    },
    "device hung": { ...hung, harm: opens("hang") },
    "unplugged in mid-reply": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: opens("ENODEV"),
      heal,
    },
    "replugged on another port": {
      states: ["online"],
      codes: [],
      harm: (bench) => {
        bench.unplug();
        bench.plug("2");
      },
      heal,
    },
    "permission denied": { states: ["unknown"], codes: ["comm.refused"], harm: opens("EACCES"), heal },
    busy: { states: ["deviceBusy"], codes: [], harm: opens("EBUSY"), heal },
  },
});
