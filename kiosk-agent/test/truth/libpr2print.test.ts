import { provesHelperTruth } from "./helper-bench.ts";

provesHelperTruth({
  protocol: "libpr2print",
  profileId: "booklet-printer/olivetti-pr2-libpr2print",
  fields: { device: 1, media: 1 },
});
