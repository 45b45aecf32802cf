import { SdtUsb } from "../../../fixtures/sim/usb/sdt-usb.ts";
import { SdtBench, sdtCases } from "./sdt-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

provesTruthRules({
  protocol: "sdt",
  over: "over four USB pipes",
  profileId: "id-card-reader/sdt-usb-generic",
  // the pause between two requests counts as well
  timeoutMs: 500,
  open: async () => new SdtBench("usb", new SdtUsb()),
  cases: sdtCases(600),
});
