// Run by outbox-power-cut.test.ts as a process of its own: appends without end and says each number once it is durable.
import { writeSync } from "node:fs";
import { createSystemClock } from "../src/adapters/clock.ts";
import { openSqliteOutbox } from "../src/adapters/outbox-sqlite.ts";

const [file = "", bootId = ""] = process.argv.slice(2);
const bounds = { maxBytes: 200_000_000, maxAgeMs: 86_400_000, maxFileBytes: 400_000_000 };
const outbox = openSqliteOutbox(file, bounds, createSystemClock());
for (let i = 0; ; i++) {
  const lane = i % 3 === 0 ? "fault" : "routine";
  const body = (seq: number) => JSON.stringify({ seq, fill: "x".repeat(i % 2_000) });
  const row = await outbox.append({ bootId, lane, leaf: "report", at: Date.now(), body });
  writeSync(1, `${row.seq}\n`);
}
