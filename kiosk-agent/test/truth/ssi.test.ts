import { ScannerBench, scannerCases } from "./scanner-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

provesTruthRules({
  protocol: "ssi",
  profileId: "code-scanner/grow-gm72",
  timeoutMs: 60,
  open: () => ScannerBench.plugged("ssi"),
  cases: scannerCases,
});
