import { SdtHid } from "../../../fixtures/sim/usb/sdt-hid.ts";
import { SdtBench, sdtCases } from "./sdt-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

provesTruthRules({
  protocol: "sdt",
  over: "over HID reports",
  profileId: "id-card-reader/sdt-hid-generic",
  timeoutMs: 80,
  open: async () => new SdtBench("hid", new SdtHid()),
  cases: sdtCases(120),
});
