import type { CounterStore } from "../../ports.ts";

/** Counters that last as long as the test. */
export class MemoryCounters implements CounterStore {
  readonly values = new Map<string, number>();
  /** every read fails with this */
  broken: Error | undefined;

  async read(deviceId: string, counter: string): Promise<number | undefined> {
    if (this.broken) throw this.broken;
    return this.values.get(`${deviceId} ${counter}`);
  }

  async add(deviceId: string, counter: string, amount: number): Promise<number> {
    const value = (this.values.get(`${deviceId} ${counter}`) ?? 0) + amount;
    this.values.set(`${deviceId} ${counter}`, value);
    return value;
  }

  async reset(deviceId: string, counter: string): Promise<void> {
    this.values.set(`${deviceId} ${counter}`, 0);
  }
}
