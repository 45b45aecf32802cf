import { provesHelperTruth } from "./helper-bench.ts";

provesHelperTruth({
  protocol: "libprx",
  profileId: "booklet-printer/olivetti-pr2plus-libprx",
  fields: { device: 0, media: 1 },
});
