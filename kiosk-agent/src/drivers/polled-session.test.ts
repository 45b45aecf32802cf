import { type Failure, hostFields } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { type HostTransport, TransportError } from "../ports.ts";
import { askingMs, closingMs } from "./poll-budget.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";
import { ScriptedHost } from "./scripted/scripted-host.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";

const never = new AbortController().signal;
const fact = new Map([["defaultRoute", 0]]);
const hangs = () => new Promise<never>(() => undefined);

type Ask = (learnt: Learnt, signal: AbortSignal) => Promise<Failure | undefined>;
type Closes = "after failure" | "after each poll" | "at the end";

/** Asks as the test says. */
class AskingSession extends PolledSession<HostTransport> {
  next: Ask = async () => undefined;
  protected override readonly closes: Closes;

  constructor(options: ConstructorParameters<typeof PolledSession<HostTransport>>[0], closes: Closes) {
    super(options);
    this.closes = closes;
  }

  protected ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    this.log.sent(Uint8Array.of(1));
    return this.next(learnt, signal);
  }
}

function asking(closes: Closes = "after failure") {
  const profile = loadProfiles().get("host/linux-generic");
  if (!profile) throw new Error("no profile of the host");
  const clock = new VirtualClock();
  const host = new ScriptedHost(fact);
  let closed = 0;
  host.close = async () => {
    closed += 1;
  };
  const session = new AskingSession({ profile, transport: host, clock }, closes);
  return { profile, clock, host, session, closedTimes: () => closed };
}

describe("a poll", () => {
  test("that does not end in time is no answer, and leaves time to close", async () => {
    const { profile, clock, host, session } = asking();
    session.next = hangs;
    host.close = hangs;
    expect(await session.poll(never)).toMatchObject({ answered: false, failure: { code: "comm.no-answer" } });
    expect(clock.monotonic()).toBe(askingMs(profile) + closingMs);
    expect(clock.monotonic()).toBeLessThanOrEqual(profile.poll.budgetMs);
  });

  test.each([
    ["does not end", hangs],
    ["ends in silence", () => Promise.reject(new TransportError("timeout", "silent"))],
  ])("that %s after an answer is half an answer, whose first half stands", async (_, then) => {
    const { session } = asking();
    session.next = async (learnt) => {
      learnt.fields = hostFields(fact);
      return await then();
    };
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ answered: false, failure: { code: "comm.garbled" } });
    expect(seen.conditions.map(({ code }) => code)).toContain("host.no-network");
  });

  test("tells the octets of its own exchange alone", async () => {
    const { session } = asking();
    await session.poll(never);
    expect((await session.poll(never)).exchange).toHaveLength(1);
  });

  test("waits for the poll before", async () => {
    const { session } = asking();
    const first = Promise.withResolvers<undefined>();
    let asked = 0;
    session.next = () => {
      asked += 1;
      return first.promise;
    };
    const both = [session.poll(never), session.poll(never)];
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toBe(1);
    first.resolve(undefined);
    await Promise.all(both);
    expect(asked).toBe(2);
  });

  test("rejects with the reason of its signal, whatever the device does", async () => {
    const { session } = asking();
    const over = new AbortController();
    session.next = (_, signal) => {
      over.abort(new Error("stopped"));
      return Promise.reject(signal.reason);
    };
    await expect(session.poll(over.signal)).rejects.toThrow("stopped");
  });
});

test.each([
  ["after failure", 0, 1],
  ["after each poll", 1, 2],
  ["at the end", 0, 0],
] as const)("a transport that is closed %s", async (closes, whenWell, whenFailed) => {
  const { session, closedTimes } = asking(closes);
  await session.poll(never);
  expect(closedTimes()).toBe(whenWell);
  session.next = () => Promise.reject(new TransportError("lost", "gone"));
  await session.poll(never);
  expect(closedTimes()).toBe(whenFailed);
});
