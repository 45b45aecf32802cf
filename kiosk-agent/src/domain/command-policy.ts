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
  | { readonly name: "refresh-shelf"; readonly revision: number }
  | { readonly name: "keep-staff-code"; readonly code: StaffCodeCommand }
  | { readonly name: "refuse"; readonly result: CommandResult };

export type ReplaceCommand = Extract<KioskCommand["command"], { type: "consumable-replaced" }>;
export type StaffCodeCommand = Extract<KioskCommand["command"], { type: "staff-code" }>;

/** What to do with a command, given what is remembered of its id and what there is here. @param hasShell a citizen's screen is configured */
export function decideCommand(
  { command }: KioskCommand,
  remembered: CommandResult | undefined,
  deviceIds: readonly string[],
  hasShell: boolean,
): CommandDecision {
  if (remembered !== undefined) return { name: "answer-again", result: remembered };
  switch (command.type) {
    case "rebirth":
      return { name: "rebirth" };
    case "self-inspection":
      return { name: "inspect-itself" };
    case "shelf":
      return hasShell ? { name: "refresh-shelf", revision: command.revision } : noShell;
    case "staff-code":
      return hasShell ? { name: "keep-staff-code", code: command } : noShell;
    case "consumable-replaced":
      return deviceIds.includes(command.deviceId)
        ? { name: "replace-consumable", command }
        : { name: "refuse", result: { ok: false, detail: `device ${command.deviceId} is not configured here` } };
  }
}

const noShell: CommandDecision = {
  name: "refuse",
  result: { ok: false, detail: "no citizen's screen is configured here" },
};
