import { provesHelperTruth } from "./helper-bench.ts";

provesHelperTruth({
  protocol: "bt-8500m",
  profileId: "booklet-printer/snbc-bt-8500m",
  fields: {
    error: 0,
    beltLack: 0,
    beltOver: 0,
    beltRecycle: 0,
    headOpen: 0,
    feederOpen: 0,
    doubleDoc: 0,
    gate: 0,
    outputBoxOpen: 0,
    box1: 2,
  },
});
