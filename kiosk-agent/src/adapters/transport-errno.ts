// How the operating system's and the libraries' failures become the six words of TransportError.
import { TransportError, type TransportErrorCode } from "../ports.ts";

const byErrno: Readonly<Record<string, TransportErrorCode>> = {
  ENOENT: "absent",
  ENODEV: "absent",
  ENXIO: "absent",
  ENOTFOUND: "absent",
  EHOSTUNREACH: "absent",
  EHOSTDOWN: "absent",
  ENETUNREACH: "absent",
  // Nothing listens on a serial device server's port: to us the same as a cable that is not there.
  ECONNREFUSED: "absent",
  EACCES: "refused",
  EPERM: "refused",
  EBUSY: "busy",
  EAGAIN: "busy",
  ETIMEDOUT: "timeout",
  ETIME: "timeout",
  EAI_AGAIN: "timeout",
  ECONNRESET: "lost",
  ECONNABORTED: "lost",
  EPIPE: "lost",
  EIO: "lost",
  EBADF: "lost",
  ENETRESET: "lost",
  ERR_STREAM_DESTROYED: "lost",
  ERR_SOCKET_CLOSED: "lost",
  ERR_SOCKET_DGRAM_NOT_RUNNING: "lost",
  EINVAL: "invalid",
  ENOTTY: "invalid",
};

/** The `code` Node and libuv put on their errors; undefined for errors that carry none. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return undefined;
}

/** Wraps any failure; one that is a TransportError already stays as it is. `doing` names the operation and the device. */
export function toTransportError(error: unknown, doing: string, otherwise: TransportErrorCode): TransportError {
  if (error instanceof TransportError) return error;
  const errno = errnoOf(error);
  const code = (errno === undefined ? undefined : byErrno[errno]) ?? otherwise;
  const text = error instanceof Error ? error.message : String(error);
  return new TransportError(code, `${doing}: ${text}`, { cause: error });
}

/** What an operation rejects with when its signal ended it; the reason stays as `cause`. */
export function endedBySignal(signal: AbortSignal, doing: string): TransportError {
  return new TransportError("timeout", `${doing}: given up`, { cause: signal.reason });
}
