// Run by store-crash.test.ts in a process of its own that is killed. Commits batches of reports, each with its number in
// `meta`, and prints the number once the commit resolved. argv: file, batch size, seq at which to die inside a commit.
import { KioskId } from "@kiosk/contract";
import { openWriter, sqliteStore } from "../src/store/sqlite-store.ts";
import { contract, kiosk, kioskId, report } from "./store-records.ts";

const [file = "", size = "0", dieAt = "0"] = process.argv.slice(2);
const batchSize = Number(size);

const writer = openWriter(file);
const store = await sqliteStore(writer, () => undefined);
await store.commit({ contract: [contract], kiosk: [kiosk(KioskId.parse(kioskId), 1)] });
writer.function("die", () => process.kill(process.pid, "SIGKILL"));
writer.exec(
  `create temp trigger dying after insert on main.report when new.seq = ${Number(dieAt)} begin select die(); end`,
);

for (let batch = 1; batch <= 100_000; batch++) {
  const reports = Array.from({ length: batchSize }, (_, n) => report((batch - 1) * batchSize + n + 1));
  await store.commit({ meta: [{ key: "batch", value: String(batch) }], report: reports });
  process.stdout.write(`${batch}\n`);
  // lets the line out before the next commit, so that the parent knows exactly what was acknowledged
  await new Promise((next) => setImmediate(next));
}
