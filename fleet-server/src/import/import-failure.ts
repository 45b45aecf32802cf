// Why a file cannot be read as a sheet at all. What is wrong with a cell is no failure: it is told with its row.
import type { ErrorCode } from "@kiosk/contract";

export type ImportFailureCode = Extract<ErrorCode, "import.type" | "import.too-large" | "import.unreadable">;

export class ImportFailure extends Error {
  readonly code: ImportFailureCode;
  constructor(code: ImportFailureCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = "ImportFailure";
    this.code = code;
  }
}
