import { provesHelperTruth } from "./helper-bench.ts";

const nothing = { hex: "00000000" };

provesHelperTruth({
  protocol: "dascom-card",
  profileId: "endorsement-machine/dascom-dc-3300",
  fields: { result: 0, mainStatus: nothing, errorStatus: nothing, warningStatus: nothing, headTemperature: 36.25 },
});
