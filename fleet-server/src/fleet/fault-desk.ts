// 告警: what is wrong now in all terminals that somebody may see, and what cleared within the last day.
import type {
  ContractId,
  FaultGroup,
  FaultList,
  FaultListQuery,
  SuppressionList,
  SuppressionView,
} from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import type { z } from "zod";
import { type Caller, contractsOf, inReach } from "../domain/account/caller.ts";
import { type Fault, faultKey, isOpen } from "../domain/fault/fault.ts";
import { type Suppression, suppresses } from "../domain/fault/suppression.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, FaultHistory, FaultMark, Reach } from "../ports.ts";
import {
  facets,
  familiesOf,
  groupView,
  isSilent,
  type Marks,
  matches,
  openFaultsOf,
  pageOf,
  placed,
  type RowSurroundings,
  viewOf,
} from "./fault-list.ts";

export interface FaultApi {
  list(by: Caller, query: z.infer<typeof FaultListQuery>): Promise<FaultList>;
  suppressions(by: Caller, contract: ContractId | undefined): SuppressionList;
}

export class FaultDesk implements FaultApi {
  readonly #state: FleetState;
  readonly #history: FaultHistory;
  readonly #clock: Clock;

  constructor(parts: { state: FleetState; history: FaultHistory; clock: Clock }) {
    this.#state = parts.state;
    this.#history = parts.history;
    this.#clock = parts.clock;
  }

  async list(by: Caller, query: z.infer<typeof FaultListQuery>): Promise<FaultList> {
    const at = this.#clock.now();
    const { marks } = this.#state;
    const reach = narrowed(contractsOf(by, "fault.read"), query.contract);
    const inside = (contractId: ContractId) => reach === "all" || reach.has(contractId);
    const open = openFaultsOf(
      this.#state.faultyKiosks.filter((k) => inside(k.master.contractId)),
      (id) => this.#state.settings(id),
    );
    const families = familiesOf(open).filter((family) => family.some((f) => matches(f, query)));
    const counts = { unacknowledged: 0, acknowledged: 0, suppressed: 0 };
    for (const [cause] of families) counts[viewOf(cause, marks, at)] += 1;
    const { view, after, limit } = query;
    const page =
      view === "cleared"
        ? await this.#clearedPage(reach, query, at)
        : pageOf(families.filter(([cause]) => viewOf(cause, marks, at) === view).flat(), this.#around(marks), at, {
            after,
            limit,
          });
    const isEmpty = page.groups.length === 0 && after === undefined;
    let silent = 0;
    for (const kiosk of this.#state.kiosks) if (inside(kiosk.master.contractId) && isSilent(kiosk, at)) silent += 1;
    return {
      at,
      ...page,
      counts: { ...counts, cleared: await this.#history.countCleared(reach, at - dayMs) },
      ...facets(open),
      silent,
      lastCleared: isEmpty ? await this.#lastCleared(reach, at) : null,
    };
  }

  suppressions(by: Caller, contract: ContractId | undefined): SuppressionList {
    const at = this.#clock.now();
    const standing = [...this.#state.marks.suppressions].filter(
      (s) =>
        suppresses(s, at) &&
        inReach(by, "fault.read", s.contractId) &&
        (contract === undefined || contract === s.contractId),
    );
    const views = standing.map((s) => suppressionView(s, this.#state));
    return { at, suppressions: views.sort((a, b) => a.until - b.until) };
  }

  #around(marks: Marks): RowSurroundings {
    const state = this.#state;
    return { law: state, kiosk: (id) => state.kiosk(id), faultsFrom: "terminal", marks };
  }

  async #clearedPage(
    reach: Reach,
    query: z.infer<typeof FaultListQuery>,
    at: Millis,
  ): Promise<Pick<FaultList, "groups" | "next">> {
    const rows = await this.#history.cleared(reach, at - dayMs, query.limit + 1, parseMark(query.after));
    const listed = rows.slice(0, query.limit);
    const last = listed.at(-1);
    const groups = await this.#clearedGroups(listed, at);
    const chosen = groups.filter((g) => g.found.some((f) => matches(f, query))).map((g) => g.view);
    const next = rows.length > listed.length && last !== undefined ? `${last.clearedAt}~${last.id}` : null;
    return { groups: chosen, next };
  }

  async #lastCleared(reach: Reach, at: Millis): Promise<FaultList["lastCleared"]> {
    const [group] = await this.#clearedGroups(await this.#history.cleared(reach, 0, 1), at);
    return group?.view.rows[0] ?? null;
  }

  /** Each for itself, with whoever had taken note of it. */
  async #clearedGroups(faults: readonly Fault[], at: Millis) {
    const ids = faults.map((f) => f.id);
    const ended = new Map((await this.#history.acknowledgementsOf(ids)).map((a) => [a.faultId, a]));
    const around = this.#around({
      acknowledgement: (id) => {
        const mark = ended.get(id);
        return mark?.endedHow === "undone" ? undefined : mark;
      },
      suppression: () => undefined,
    });
    return faults.flatMap((fault) => {
      const kiosk = this.#state.kiosk(fault.kioskId);
      if (kiosk === undefined) return [];
      const found = [placed(kiosk, fault, (id) => this.#state.settings(id))];
      const view: FaultGroup = groupView({ kind: "single", faults: found }, around, at);
      return [{ found, view }];
    });
  }
}

export function suppressionView(s: Suppression, state: FleetState): SuppressionView {
  const { id, contractId, kioskId, deviceId, code, part, name, at, until, reason } = s;
  const kiosk = state.kiosk(kioskId);
  const fault = kiosk?.faults.get(faultKey(s));
  const { zh, en } = faultCodeInfo(code);
  return {
    ...{ id, contractId, kioskId, deviceId, code, part, zh, en, name, at, until, reason },
    kioskSeq: kiosk?.master.seq ?? 0,
    kioskName: kiosk?.master.name ?? kioskId,
    active: fault !== undefined && isOpen(fault),
  };
}

/** The reach, cut to one contract where one is asked for. */
function narrowed(reach: Reach, contract: ContractId | undefined): Reach {
  if (contract === undefined) return reach;
  return reach === "all" || reach.has(contract) ? new Set([contract]) : new Set();
}

function parseMark(text: string | undefined): FaultMark | undefined {
  const [clearedAt, ...id] = (text ?? "").split("~");
  const mark = { clearedAt: Number(clearedAt), id: id.join("~") };
  return mark.id !== "" && Number.isSafeInteger(mark.clearedAt) ? mark : undefined;
}
