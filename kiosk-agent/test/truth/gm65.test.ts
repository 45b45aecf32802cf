import { ScannerBench, scannerCases } from "./scanner-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

provesTruthRules({
  protocol: "gm65",
  profileId: "code-scanner/grow-gm65",
  timeoutMs: 60,
  open: () => ScannerBench.plugged("gm65"),
  cases: scannerCases,
});
