// Carries out what the server tells this terminal, each command once, and answers every time it is told.
import { KioskCommand } from "@kiosk/contract";
import {
  type CommandLog,
  type CommandResult,
  decideCommand,
  type ReplaceCommand,
  type StaffCodeCommand,
} from "../domain/command-policy.ts";
import type { Clock, Log } from "../ports.ts";

/** What the citizen's screen is told. */
export interface ShellCommands {
  /** Begins to fetch what stands on the shelf; what came of it is an event of its own. Never rejects. */
  refreshShelf(revision: number): void;
  /** Durable when it resolves. */
  keepStaffCode(code: StaffCodeCommand): Promise<void>;
}

export interface CommandsOptions {
  readonly deviceIds: readonly string[];
  readonly answered: CommandLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly replaceConsumable: (command: ReplaceCommand) => Promise<boolean>;
  /** absent: no citizen's screen here */
  readonly shell: ShellCommands | undefined;
  /** sends birth and a full snapshot */
  readonly rebirth: () => Promise<void>;
  /** measures and stores the `self-inspection` event; never rejects */
  readonly inspectItself: (commandId: string) => Promise<void>;
  /** stores the `command-result` event */
  readonly answer: (commandId: string, result: CommandResult) => Promise<void>;
}

export class Commands {
  readonly #options: CommandsOptions;
  /** one after the other: a repetition must find what became of the first */
  #tail: Promise<void> = Promise.resolve();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** Never rejects; a payload that is no command is logged and left, the server keeps it until it is answered. */
  handle(payload: Uint8Array): Promise<void> {
    this.#tail = this.#tail
      .then(() => this.#handle(payload))
      .catch((error: unknown) => this.#options.log.warn("command.failed", { error: String(error) }));
    return this.#tail;
  }

  async #handle(payload: Uint8Array): Promise<void> {
    const { log, answered, answer, deviceIds, clock, shell } = this.#options;
    const parsed = KioskCommand.safeParse(parseJson(payload));
    if (!parsed.success) {
      log.warn("command.not-understood", {
        bytes: payload.length,
        issues: parsed.error.issues.map((i) => i.path.join(".")),
      });
      return;
    }
    const { commandId } = parsed.data;
    const decision = decideCommand(parsed.data, await answered.find(commandId), deviceIds, shell !== undefined);
    switch (decision.name) {
      case "answer-again":
        return answer(commandId, decision.result);
      case "refuse":
        return this.#finish(commandId, decision.result);
      case "rebirth":
        // Remembered first: the birth makes the server repeat what is unanswered, this command with it.
        await answered.remember(commandId, done, clock.now());
        await this.#options.rebirth();
        return answer(commandId, done);
      case "inspect-itself":
        await this.#options.inspectItself(commandId);
        return this.#finish(commandId, done);
      case "refresh-shelf":
        shell?.refreshShelf(decision.revision);
        return this.#finish(commandId, done);
      case "keep-staff-code":
        await shell?.keepStaffCode(decision.code);
        return this.#finish(commandId, done);
      case "replace-consumable":
        return this.#finish(commandId, await this.#replace(decision.command));
    }
  }

  async #replace(command: ReplaceCommand): Promise<CommandResult> {
    const replaced = await this.#options.replaceConsumable(command);
    return replaced ? done : { ok: false, detail: `${command.deviceId} counts no ${command.consumable}` };
  }

  async #finish(commandId: string, result: CommandResult): Promise<void> {
    await this.#options.answered.remember(commandId, result, this.#options.clock.now());
    await this.#options.answer(commandId, result);
  }
}

const done: CommandResult = { ok: true, detail: "" };

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    // Not UTF-8 or not JSON: the schema refuses undefined, and the refusal is logged.
    return undefined;
  }
}
