// The part of net-snmp 3.29 that transport-snmp.ts uses; the package brings no types of its own.
declare module "net-snmp" {
  interface Varbind {
    readonly oid: string;
    readonly type: number;
    readonly value: unknown;
  }

  interface SessionOptions {
    readonly port?: number;
    readonly version?: number;
    /** milliseconds for one try */
    readonly timeout?: number;
    readonly retries?: number;
    readonly transport?: "udp4" | "udp6";
  }

  class Session {
    get(oids: readonly string[], done: (error: Error | null, varbinds?: readonly Varbind[]) => void): this;
    getNext(oids: readonly string[], done: (error: Error | null, varbinds?: readonly Varbind[]) => void): this;
    /** The answer holds, for each repeated OID, the list of what followed it. */
    getBulk(
      oids: readonly string[],
      nonRepeaters: number,
      maxRepetitions: number,
      done: (error: Error | null, varbinds?: readonly (Varbind | readonly Varbind[])[]) => void,
    ): this;
    on(event: "error", listener: (error: Error) => void): this;
    on(event: "close", listener: () => void): this;
    close(): this;
  }

  class RequestFailedError extends Error {
    /** error-status of the answer, RFC 3416 section 3 */
    readonly status: number;
  }
  class RequestTimedOutError extends Error {}
  class ResponseInvalidError extends Error {}

  const snmp: {
    readonly Version1: number;
    readonly Version2c: number;
    readonly ObjectType: Readonly<Record<string, number>>;
    createSession(target: string, community: string, options: SessionOptions): Session;
    isVarbindError(varbind: Varbind): boolean;
    readonly RequestFailedError: typeof RequestFailedError;
    readonly RequestTimedOutError: typeof RequestTimedOutError;
    readonly ResponseInvalidError: typeof ResponseInvalidError;
  };
  export default snmp;
  export type { Session, SessionOptions, Varbind };
}
