// Run by shelf-power-cut.test.ts as a process of its own: opens the shelf, looks once, and dies at the file operation of the
// given number (0: never). What it tells goes to standard output, one JSON line each.
import { createRequire, syncBuiltinESMExports } from "node:module";
import { createSystemClock } from "../src/adapters/clock.ts";

const [dataDir = "", kioskId = "", secret = "", api = "", publicPem = "", dieAt = "0"] = process.argv.slice(2);
const files: Record<string, (...args: unknown[]) => unknown> = createRequire(import.meta.url)("node:fs/promises");
let operations = 0;
for (const name of ["open", "rename", "rm"]) {
  const real = files[name];
  files[name] = (...args) => {
    operations += 1;
    if (operations === Number(dieAt)) process.kill(process.pid, "SIGKILL");
    return real?.(...args);
  };
}
syncBuiltinESMExports();

// only now: it binds the functions of the file system as it is loaded
const { openShelf } = await import("../src/shelf/shelf.ts");
const shelf = await openShelf({
  dataDir,
  kioskId,
  secret,
  api,
  ca: undefined,
  servername: undefined,
  publishers: [publicPem],
  clock: createSystemClock(),
  random: () => 0.5,
  log: { info() {}, warn: (event, fields) => process.stderr.write(`${event} ${JSON.stringify(fields)}\n`) },
  tell: async (event) => {
    process.stdout.write(`${JSON.stringify(event)}\n`);
  },
});
await shelf.refresh();
await shelf.stop();
process.stdout.write(`${JSON.stringify({ operations })}\n`);
