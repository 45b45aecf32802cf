import type { SnmpTransport, SnmpVariable } from "../../ports.ts";

/** An SNMP agent that has these variables. `before` may throw or wait in place of an answer. For tests. */
export class ScriptedSnmp implements SnmpTransport {
  readonly kind = "snmp";
  readonly url = "snmp://scripted";
  variables: readonly SnmpVariable[];
  before: (oid: string) => Promise<void> = () => Promise.resolve();
  closed = 0;

  constructor(variables: readonly SnmpVariable[]) {
    this.variables = variables;
  }

  async get(oids: readonly string[]): Promise<SnmpVariable[]> {
    await this.before(oids[0] ?? "");
    return this.variables.filter((variable) => oids.includes(variable.oid));
  }

  async walk(column: string, maxRows: number): Promise<SnmpVariable[]> {
    await this.before(column);
    return this.variables.filter((variable) => variable.oid.startsWith(`${column}.`)).slice(0, maxRows);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
