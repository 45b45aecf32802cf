// What is no request there is no way to answer but on the bare socket: garbage, headers without end, headers that do not
// come. One short answer where nothing was said yet on the connection, and the connection ends.
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type ErrorCode, errorCodes } from "@kiosk/contract";
import { problem } from "./problem.ts";

/** Fastify's `clientErrorHandler`. */
export function refuseGarbage(error: { readonly code?: string }, socket: Socket): void {
  // after a first answer what we write could be taken for the next one
  if (!socket.writable || socket.bytesWritten > 0 || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  answerBare(socket, codeFor(error.code));
}

/** A whole HTTP answer on a socket that has no request, and its end. */
export function answerBare(socket: Socket, code: ErrorCode): void {
  const status = errorCodes[code].http;
  const body = JSON.stringify(problem(code));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\nx-content-type-options: nosniff\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  // whatever else comes is not read
  socket.destroySoon();
}

function codeFor(code: string | undefined): ErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "request.headers-too-large";
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "request.too-slow";
  return "request.invalid";
}
