import { StoreError } from "../ports.ts";

/** Whatever a database driver threw, as a StoreError with the driver's own code. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "STORE_FAILURE";
  return new StoreError(code, message, { cause: error });
}

/** Runs a read or write of the database. @throws StoreError */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(error);
  }
}
