import { ScannerBench, scannerCases } from "./scanner-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

provesTruthRules({
  protocol: "newland",
  profileId: "code-scanner/newland-serial-generic",
  timeoutMs: 60,
  open: () => ScannerBench.plugged("newland"),
  cases: scannerCases,
});
