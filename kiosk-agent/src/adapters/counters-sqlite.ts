// What must outlive the process besides the outbox: counters of consumables, and the commands already answered.
import type { CommandLog, CommandResult } from "../domain/command-policy.ts";
import type { CounterStore } from "../ports.ts";
import { openSqliteFile } from "./sqlite-file.ts";

const schema = `
  CREATE TABLE counter (
    device_id TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (device_id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE command (
    id INTEGER PRIMARY KEY AUTOINCREMENT, command_id TEXT NOT NULL UNIQUE, ok INTEGER NOT NULL, detail TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;

/** Far more than a server repeats; older ones were answered long ago. */
const rememberedCommands = 2_000;

export interface StateFile {
  readonly counters: CounterStore;
  readonly commands: CommandLog;
  close(): void;
}

/** Opens or creates the file of counters. @throws OutboxError: corrupt, locked, unwritable; nothing is replaced */
export function openSqliteCounters(file: string): StateFile {
  const sqlite = openSqliteFile(file, schema);
  const { db } = sqlite;
  const find = db.prepare<[string, string], { value: number }>(
    "SELECT value FROM counter WHERE device_id = ? AND name = ?",
  );
  const add = db.prepare<[string, string, number], { value: number }>(
    `INSERT INTO counter VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value`,
  );
  const reset = db.prepare<[string, string]>("INSERT OR REPLACE INTO counter VALUES (?, ?, 0)");
  const findCommand = db.prepare<[string], { ok: number; detail: string }>(
    "SELECT ok, detail FROM command WHERE command_id = ?",
  );
  const remember = db.prepare<[string, number, string, number]>(
    "INSERT OR IGNORE INTO command (command_id, ok, detail, at) VALUES (?, ?, ?, ?)",
  );
  const forget = db.prepare<[number]>("DELETE FROM command WHERE id <= (SELECT max(id) FROM command) - ?");
  return {
    counters: {
      read: async (deviceId, counter) => find.get(deviceId, counter)?.value,
      add: async (deviceId, counter, amount) => sqlite.write(() => add.get(deviceId, counter, amount)?.value ?? amount),
      reset: async (deviceId, counter) => sqlite.write(() => void reset.run(deviceId, counter)),
    },
    commands: {
      async find(commandId): Promise<CommandResult | undefined> {
        const row = findCommand.get(commandId);
        return row === undefined ? undefined : { ok: row.ok === 1, detail: row.detail };
      },
      async remember(commandId, result, at) {
        sqlite.write(() => {
          remember.run(commandId, result.ok ? 1 : 0, result.detail, at);
          forget.run(rememberedCommands);
        });
      },
    },
    close: () => sqlite.close(),
  };
}
