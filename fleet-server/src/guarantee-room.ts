// 重大保障, problems and drills, put together.

import { formatLocalDay, localDay } from "./domain/sla/local-day.ts";
import { type GuaranteeApi, GuaranteeDesk } from "./fleet/guarantee-desk.ts";
import { InTurn } from "./fleet/in-turn.ts";
import { type ProblemApi, ProblemDesk } from "./fleet/problem-desk.ts";
import { every, type Job } from "./jobs/every.ts";
import { type DayReport, GuaranteeWatch, guaranteeEveryMs } from "./jobs/guarantee-days.ts";
import { RecurrenceWatch, recurrenceEveryMs } from "./jobs/watch-recurrence.ts";
import type { UpkeepParts } from "./upkeep-desks.ts";

export interface Guarantees {
  readonly guarantees: GuaranteeApi;
  readonly problems: ProblemApi;
  readonly jobs: readonly Job[];
}

export async function openGuarantees(
  parts: Pick<UpkeepParts, "state" | "store" | "commit" | "clock" | "random" | "log">,
  report: DayReport,
): Promise<Guarantees> {
  const { state, store, commit, clock, random, log } = parts;
  const { guarantees: history, problems } = store.upkeep;
  const newId = random.uuid;
  const now = clock.now();
  const turns = new InTurn();
  const watch = new GuaranteeWatch(report, turns);
  const recurrence = new RecurrenceWatch();
  state.guarantees.load(await history.notOver(formatLocalDay(localDay(now))), now);
  return {
    guarantees: new GuaranteeDesk({ state, history, commit, clock, newId, turns }),
    problems: new ProblemDesk({ state, history: problems, orders: store.history, commit, clock, newId }),
    jobs: [
      every(guaranteeEveryMs, "guarantees", log, () => watch.run(state, history, commit, clock.now())),
      every(recurrenceEveryMs, "recurrence", log, () =>
        recurrence.run({ state, history: problems, commit, at: clock.now(), newId }),
      ),
    ],
  };
}
