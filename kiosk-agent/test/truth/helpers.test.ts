// Every protocol that is spoken to a vendor helper. They wait together.
import { provesHelperTruth } from "./helper-bench.ts";

const nothing = { hex: "00000000" };

provesHelperTruth({
  protocol: "libprx",
  profileId: "booklet-printer/olivetti-pr2plus-libprx",
  fields: { device: 0, media: 1 },
});

provesHelperTruth({
  protocol: "libpr2print",
  profileId: "booklet-printer/olivetti-pr2-libpr2print",
  fields: { device: 1, media: 1 },
});

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

provesHelperTruth({
  protocol: "entrust-xps",
  profileId: "endorsement-machine/entrust-xps-generic",
  fields: { printerStatus: "Ready", errorCode: 0, cardsPickedSinceCleaningCard: 141, ribbonRemaining: 43 },
});

provesHelperTruth({
  protocol: "dascom-card",
  profileId: "endorsement-machine/dascom-dc-3300",
  fields: { result: 0, mainStatus: nothing, errorStatus: nothing, warningStatus: nothing, headTemperature: 36.25 },
});
