// A command of the server is repeated at every birth until it was answered, so the same one may come many times.
import type { KioskCommand } from "@kiosk/contract";

/** What became of a command; kept durably under its id. */
export interface CommandResult {
  readonly ok: boolean;
  readonly detail: string;
}

/** Durable memory of answered commands. */
export interface CommandLog {
  find(commandId: string): Promise<CommandResult | undefined>;
  /** Durable when it resolves. `at` in ms, kiosk clock. */
  remember(commandId: string, result: CommandResult, at: number): Promise<void>;
}

export type CommandDecision =
  | { readonly name: "answer-again"; readonly result: CommandResult }
  | { readonly name: "replace-consumable"; readonly command: ReplaceCommand }
  | { readonly name: "rebirth" }
  | { readonly name: "inspect-itself" }
  | { readonly name: "refuse"; readonly result: CommandResult };

export type ReplaceCommand = Extract<KioskCommand["command"], { type: "consumable-replaced" }>;

/** What to do with a command, given what is remembered of its id and which devices there are. */
export function decideCommand(
  { command }: KioskCommand,
  remembered: CommandResult | undefined,
  deviceIds: readonly string[],
): CommandDecision {
  if (remembered !== undefined) return { name: "answer-again", result: remembered };
  switch (command.type) {
    case "rebirth":
      return { name: "rebirth" };
    case "self-inspection":
      return { name: "inspect-itself" };
    case "consumable-replaced":
      return deviceIds.includes(command.deviceId)
        ? { name: "replace-consumable", command }
        : { name: "refuse", result: { ok: false, detail: `device ${command.deviceId} is not configured here` } };
  }
}
