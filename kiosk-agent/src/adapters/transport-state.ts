// Where a transport is that may be opened again after it was closed or lost.
import { TransportError } from "../ports.ts";
import { toTransportError } from "./transport-errno.ts";

/** `Open`: what an open transport holds; `Opening`: what it holds already while it is being opened. */
export type TransportState<Open extends object, Opening extends object = object> =
  | { readonly name: "closed" }
  | ({ readonly name: "opening" } & Opening)
  | ({ readonly name: "open" } & Open)
  | { readonly name: "lost"; readonly error: TransportError };

/** What a transport says that was asked for something in a state other than `open`. */
export function notOpen(state: TransportState<object>, url: string): TransportError {
  return state.name === "lost" ? state.error : new TransportError("lost", `${url} is not open`);
}

/** How a write failed: where the connection was lost over it, by what that was. */
export function failedWrite(error: unknown, state: TransportState<object>, url: string): TransportError {
  return state.name === "lost" ? state.error : toTransportError(error, url, "lost");
}
