/** Why a file of the agent could not be used. `disk-full` passes; the others need a person. */
export type OutboxErrorCode = "disk-full" | "unwritable" | "corrupt" | "locked" | "newer-version";

/** The durable store failed. `message` names the file and what to do, in Chinese and English. */
export class OutboxError extends Error {
  readonly code: OutboxErrorCode;
  constructor(code: OutboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OutboxError";
    this.code = code;
  }
}
