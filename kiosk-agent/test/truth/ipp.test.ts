import { createServer, type Server } from "node:http";
import { type IppManner, IppPrinter } from "../../../fixtures/sim/devices/ipp-printer.ts";
import { NetworkBench, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

/** Another machine's web server. */
class WebServer {
  readonly #port: number;
  readonly #server: Server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  });

  constructor(port: number) {
    this.#port = port;
  }

  start(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.listen(this.#port, "127.0.0.1", resolve);
    return promise;
  }

  stop(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    return promise;
  }
}

const say = sets<IppPrinter>();
const manner = (to: IppManner) => say({ manner: to });
const { silent, garbled, absent, refused } = usualOutcomes(manner({ name: "answer" }));

provesTruthRules({
  protocol: "ipp",
  profileId: "a4-printer/generic-ipp-everywhere",
  timeoutMs: 80,
  open: () => NetworkBench.plugged(new IppPrinter(), (port) => new WebServer(port)),
  cases: {
    "no answer": { ...silent, harm: manner({ name: "drop" }) },
    "wrong answer": { ...garbled, harm: manner({ name: "garbage" }) },
    "late answer": { ...silent, harm: manner({ name: "answer", delayMs: 300 }) },
    "answer to the previous question": { ...garbled, harm: manner({ name: "previous-answer" }) },
    "half an answer": { ...garbled, harm: manner({ name: "half" }) },
    "noise before": { ...garbled, harm: manner({ name: "noise-before" }) },
    "noise inside": { ...garbled, harm: manner({ name: "noise-inside" }) },
    "two devices swapped": { ...garbled, ...swapped },
    // It takes the question, begins to answer and comes to no end within the time.
    "device hung": { ...silent, harm: manner({ name: "slowly", pieces: 20, gapMs: 40 }) },
    "unplugged in mid-reply": { ...silent, harm: manner({ name: "reset" }) },
    "replugged on another port": {
      ...absent,
      harm: (bench) => bench.device.vanish(),
      heal: (bench) => bench.device.start(),
    },
    "permission denied": { ...refused, harm: manner({ name: "http", status: 401 }) },
    busy: { states: ["deviceBusy"], codes: [], harm: say({ busy: true }), heal: say({ busy: false }) },
  },
});
