// Polls a laser printer over SNMP: one GET of the scalars, then the columns of its tables. Only reads.
import {
  type Failure,
  printerFields,
  printerIndex,
  printerIndexColumn,
  printerScalars,
  printerTables,
} from "@kiosk/firmware-profiles";
import type { SnmpTransport, SnmpVariable } from "../ports.ts";
import { oidOctets } from "./oid-octets.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";

/** More rows than any printer of this size has; an agent that goes on for ever is cut here. */
const maxRows = 64;
/** A print server may have several; the first is ours. */
const maxPrinters = 8;

export class PrinterMibSession extends PolledSession<SnmpTransport> {
  /** which of the host's devices is the printer; asked again after a poll that failed, for it may be another host by then */
  #deviceIndex: number | undefined;

  override close(): Promise<void> {
    this.#deviceIndex = undefined;
    return super.close();
  }

  /** The transport repeats lost packets itself. */
  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { transport, profile } = this.options;
    const { timeoutMs, retries } = profile.poll;
    const variables: SnmpVariable[] = [];
    const ask = async (work: (signal: AbortSignal) => Promise<SnmpVariable[]>) => {
      const answer = await this.inTime(timeoutMs * (retries + 1), signal, work);
      for (const { raw } of answer) this.log.received(raw);
      variables.push(...answer);
      learnt.fields = printerFields(variables);
      return answer;
    };
    if (this.#deviceIndex === undefined) {
      this.#logSent([printerIndexColumn]);
      this.#deviceIndex = printerIndex(await ask((s) => transport.walk(printerIndexColumn, maxPrinters, s)));
    }
    const scalars = printerScalars(this.#deviceIndex ?? 1);
    this.#logSent(scalars);
    await ask((s) => transport.get(scalars, s));
    for (const columns of printerTables) {
      this.#logSent(columns);
      for (const column of columns) await ask((s) => transport.walk(column, maxRows, s));
    }
    if (learnt.fields.length > 0) return undefined;
    learnt.isAnswer = () => true; // somebody is there
    return { name: "wrongDevice", detail: `none of a printer's objects at ${transport.url}` };
  }

  // For support: object identifiers and values as they stand in the packets, which themselves stay in the transport.
  #logSent(oids: readonly string[]): void {
    this.log.sent(Uint8Array.from(oids.flatMap((oid) => [...oidOctets(oid)])));
  }
}
