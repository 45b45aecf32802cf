import { provesHelperTruth } from "./helper-bench.ts";

provesHelperTruth({
  protocol: "entrust-xps",
  profileId: "endorsement-machine/entrust-xps-generic",
  fields: { printerStatus: "Ready", errorCode: 0, cardsPickedSinceCleaningCard: 141, ribbonRemaining: 43 },
});
