// Code scanners behind a device server, in each of their tongues: what may go wrong is the same.
import { type ScannerTongue, SerialScanner } from "../../../fixtures/sim/devices/serial-scanner.ts";
import { NetworkBench, notBehindDeviceServer, sets, swapped } from "./network-bench.ts";
import { type NoCase, provesTruthRules, type TruthCase, type TruthRule } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const others: Readonly<Record<ScannerTongue, ScannerTongue>> = { newland: "ssi", ssi: "gm65", gm65: "newland" };

type ScannerBench = NetworkBench<SerialScanner>;

/** In its place there comes a scanner that speaks another protocol. */
function pluggedScanner(tongue: ScannerTongue): Promise<ScannerBench> {
  // It leaves its programming mode sooner than the documented five seconds: the tests do not wait for that.
  const scanner = new SerialScanner({ tongue, idleMs: 200 });
  return NetworkBench.plugged(scanner, (port) => new SerialScanner({ tongue: others[tongue], port }));
}

const say = sets<SerialScanner>();
const heal = (bench: ScannerBench) => {
  Object.assign(bench.device, { condition: "ok", delivery: {}, codeWithinAnswers: undefined });
};
const { silent, garbled, disturbed, overcome } = usualOutcomes(heal);

const scannerCases: Readonly<Record<TruthRule, TruthCase<ScannerBench> | NoCase>> = {
  ...notBehindDeviceServer,
  "no answer": { ...silent, harm: say({ condition: "silent" }) },
  "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
  "late answer": {
    ...disturbed,
    harm: say({ delivery: { delayMs: 300 } }),
    heal: async (bench) => {
      heal(bench);
      // what it has not yet said is lost
      await bench.device.vanish();
      await bench.device.start();
    },
  },
  // Where the one question is repeated, the answer to it that came late is as true as the one that came in time.
  "answer to the previous question": {
    ...disturbed,
    states: ["online", ...disturbed.states],
    harm: say({ condition: "one-behind" }),
  },
  "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 3 } }) },
  "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x31, 0x32) } }) },
  // a code that a citizen shows while an answer is on its way
  "noise inside": { ...garbled, harm: say({ codeWithinAnswers: "EXAMPLE-CODE-0001" }) },
  "two devices swapped": {
    states: ["offline", "unknown"],
    codes: ["comm.no-answer", "comm.garbled", "config.wrong-device"],
    ...swapped,
  },
  "device hung": { ...silent, harm: say({ condition: "silent" }) },
  "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 2 } }) },
};

provesTruthRules({
  protocol: "newland",
  profileId: "code-scanner/newland-serial-generic",
  timeoutMs: 60,
  open: () => pluggedScanner("newland"),
  cases: scannerCases,
});

provesTruthRules({
  protocol: "ssi",
  profileId: "code-scanner/grow-gm72",
  timeoutMs: 60,
  open: () => pluggedScanner("ssi"),
  cases: scannerCases,
});

provesTruthRules({
  protocol: "gm65",
  profileId: "code-scanner/grow-gm65",
  timeoutMs: 60,
  open: () => pluggedScanner("gm65"),
  cases: scannerCases,
});
