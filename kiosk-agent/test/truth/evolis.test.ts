import { provesHelperTruth } from "./helper-bench.ts";

const nothing = { hex: "00000000" };

provesHelperTruth({
  protocol: "evolis",
  profileId: "endorsement-machine/evolis-rewrite-generic",
  fields: {
    majorState: "READY",
    config: { hex: "00010000" },
    information: nothing,
    warning: { hex: "00010000" },
    error: nothing,
    ext1: nothing,
    ext2: nothing,
    ext3: nothing,
    ext4: nothing,
    cardCount: 120,
    warningThreshold: 1000,
    warrantyLostThreshold: 1200,
  },
});
