// Run by store-opening.test.ts: another server that has the data open until it is killed or its parent goes.
import { openSqliteStore } from "../src/store/sqlite-store.ts";

await openSqliteStore(process.argv[2] ?? "");
process.on("disconnect", () => process.exit());
process.send?.("open");
