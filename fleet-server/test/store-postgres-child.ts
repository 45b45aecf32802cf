// Run by store-postgres-crash.test.ts in a process of its own that is killed. Commits batches of reports, each with its
// number in `meta`, and prints the number once the commit resolved. argv: URL, batch size.
import { KioskId } from "@kiosk/contract";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { contract, kiosk, kioskId, report } from "./store-records.ts";

const [url = "", size = "0"] = process.argv.slice(2);
const batchSize = Number(size);

const { store } = await openPostgresStore(readPostgresAddress(url, null), {
  signal: new AbortController().signal,
  standby: () => process.exit(1),
});
await store.commit({ contract: [contract], kiosk: [kiosk(KioskId.parse(kioskId), 1)] });

for (let batch = 1; batch <= 100_000; batch++) {
  const reports = Array.from({ length: batchSize }, (_, n) => report((batch - 1) * batchSize + n + 1));
  await store.commit({ meta: [{ key: "batch", value: String(batch) }], report: reports });
  process.stdout.write(`${batch}\n`);
  // lets the line out before the next commit, so that the parent knows exactly what was acknowledged
  await new Promise((next) => setImmediate(next));
}
