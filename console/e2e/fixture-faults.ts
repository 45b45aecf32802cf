// Faults, their marks, and kept messages of the fixture server, which can be changed as at the fleet server.
import {
  AcknowledgeFaults,
  FaultList,
  type FaultRow,
  FaultRow as FaultRowSchema,
  FaultsTouched,
  faultViews,
  type KioskRow,
  maxSuppressionMs,
  type OrderDetail,
  SuppressFaults,
  SuppressionList,
  SuppressionView,
  UndoAcknowledgements,
} from "@kiosk/contract";

const minute = 60_000;
const hour = 60 * minute;

interface Plan {
  seq: number;
  code: string;
  zh: string;
  en: string;
  severity: FaultRow["severity"];
  deviceClass: FaultRow["deviceClass"];
  agoMin: number;
  causeOf?: string;
  part?: string;
  occurrences?: number;
  by?: string;
}

const plans: Record<string, Plan> = {
  hub: {
    seq: 11,
    code: "hub.lost",
    zh: "集线器失联",
    en: "Hub lost",
    severity: "critical",
    deviceClass: "hub",
    agoMin: 95,
  },
  "hub-a": {
    seq: 11,
    code: "device.not-present",
    zh: "设备不存在或已拔出",
    en: "Device absent or unplugged",
    severity: "error",
    deviceClass: "idCardReader",
    agoMin: 96,
    causeOf: "hub",
  },
  "hub-b": {
    seq: 11,
    code: "device.not-present",
    zh: "设备不存在或已拔出",
    en: "Device absent or unplugged",
    severity: "error",
    deviceClass: "bookletPrinter",
    agoMin: 96,
    causeOf: "hub",
  },
  ribbon: {
    seq: 2,
    code: "ribbon.out",
    zh: "色带用尽",
    en: "Ribbon out",
    severity: "error",
    deviceClass: "bookletPrinter",
    agoMin: 320,
    occurrences: 5,
  },
  toner: {
    seq: 7,
    code: "toner.low",
    zh: "硒鼓余量低",
    en: "Toner low",
    severity: "warning",
    deviceClass: "a4Printer",
    agoMin: 1500,
    part: "black",
    by: "李调度",
  },
  cover: {
    seq: 23,
    code: "cover.open",
    zh: "机盖打开",
    en: "Cover open",
    severity: "warning",
    deviceClass: "receiptPrinter",
    agoMin: 12,
  },
  "net-1": {
    seq: 10,
    code: "comm.no-answer",
    zh: "设备无应答",
    en: "Device does not answer",
    severity: "error",
    deviceClass: "codeScanner",
    agoMin: 40,
  },
  "net-2": {
    seq: 6,
    code: "comm.no-answer",
    zh: "设备无应答",
    en: "Device does not answer",
    severity: "error",
    deviceClass: "codeScanner",
    agoMin: 38,
  },
  "net-3": {
    seq: 7,
    code: "comm.no-answer",
    zh: "设备无应答",
    en: "Device does not answer",
    severity: "error",
    deviceClass: "codeScanner",
    agoMin: 36,
  },
};

export class FixtureFaults {
  open: FaultRow[] = [];
  cleared: FaultRow[] = [];
  suppressions: SuppressionView[] = [];

  reset(now: number, kiosks: readonly KioskRow[], orders: readonly OrderDetail[]): void {
    this.suppressions = [];
    this.open = Object.entries(plans).flatMap(([id, plan]) => {
      const kiosk = kiosks.find((k) => k.contractId === "changning" && k.seq === plan.seq);
      const order = orders.find((o) => o.order.kioskSeq === plan.seq && o.order.faultCode === plan.code)?.order;
      const raisedAt = now - plan.agoMin * minute;
      if (kiosk === undefined) return [];
      const row = FaultRowSchema.parse({
        ...{ id, kioskId: kiosk.id, deviceId: plan.deviceClass === "hub" ? "usb-hub-1" : "device-1", code: plan.code },
        ...{ part: plan.part ?? "", zh: plan.zh, en: plan.en, severity: plan.severity, state: "raised", detail: "" },
        ...{ firstAt: raisedAt, raisedAt, clearedAt: null, occurrences: plan.occurrences ?? 1 },
        ...{ flapping: (plan.occurrences ?? 1) > 4, causeId: plan.causeOf ?? null, confirmed: true, raw: "" },
        ...{ orderId: order?.id ?? null, route: "operations", routeToldByDevice: false },
        ...{ contractId: kiosk.contractId, kioskSeq: kiosk.seq, kioskName: kiosk.name, street: kiosk.street },
        deviceClass: plan.deviceClass,
        acknowledged: plan.by === undefined ? null : { name: plan.by, at: now - hour, comment: "已报厂商，周一到货" },
        suppressed: null,
        order:
          order === undefined
            ? null
            : { id: order.id, number: order.number, nextDueAt: order.nextDueAt, band: order.band },
      });
      return [row];
    });
    const [model] = this.open;
    this.cleared =
      model === undefined
        ? []
        : [
            FaultRowSchema.parse({
              ...{ ...model, id: "gone", code: "paper.out", zh: "缺纸", en: "Out of paper", severity: "error" },
              ...{ deviceClass: "receiptPrinter", state: "cleared", clearedAt: now - 2 * hour, order: null },
              acknowledged: { name: "王经理", at: now - 3 * hour, comment: "" },
            }),
          ];
  }

  /** As after a fault cleared and came again. */
  comeAgain(id: string): void {
    this.open = this.open.map((row) => (row.id === id ? { ...row, occurrences: row.occurrences + 1 } : row));
  }

  list(query: URLSearchParams, now: number, empty: boolean): FaultList {
    const view = faultViews.find((v) => v === query.get("view")) ?? "unacknowledged";
    const wanted = (row: FaultRow) =>
      (query.get("contract") ?? row.contractId) === row.contractId &&
      (["street", "severity", "code", "deviceClass"] as const).every(
        (key) => (query.get(key) ?? row[key]) === row[key],
      );
    const open = empty ? [] : this.open;
    const causes = open.filter((row) => row.causeId === null);
    const family = (cause: FaultRow) => [cause, ...open.filter((row) => row.causeId === cause.id)];
    const matching = causes.filter((cause) => family(cause).some(wanted));
    const of = (name: string) => matching.filter((row) => this.#viewOf(row, now) === name);
    const cleared = empty ? [] : this.cleared.filter(wanted);
    const chosen = view === "cleared" ? cleared : of(view);
    const alike = chosen.filter((row) => row.code === "comm.no-answer");
    const guessed = alike.length >= 3 ? [alike.flatMap(family)] : [];
    const single = chosen.filter((row) => guessed.length === 0 || !alike.includes(row)).map(family);
    const rank = { info: 0, warning: 1, error: 2, critical: 3 };
    const groups = [...guessed, ...single].map((rows) => ({
      id: rows[0]?.id,
      kind: rows === guessed[0] ? "guess" : rows.length > 1 ? "cause" : "single",
      rows,
      size: rows.length,
      terminals: new Set(rows.map((row) => row.kioskId)).size,
      firstRaisedAt: Math.min(...rows.map((row) => row.firstAt)),
      lastRaisedAt: Math.max(...rows.map((row) => row.firstAt)),
    }));
    groups.sort((a, b) => rank[b.rows[0]?.severity ?? "info"] - rank[a.rows[0]?.severity ?? "info"]);
    const count = <K extends string>(keyOf: (row: FaultRow) => K) => [...Map.groupBy(open, keyOf)];
    return FaultList.parse({
      ...{ at: now, groups, next: null, silent: empty ? 0 : 2 },
      counts: {
        unacknowledged: of("unacknowledged").length,
        acknowledged: of("acknowledged").length,
        suppressed: of("suppressed").length,
        cleared: cleared.length,
      },
      codes: count((row) => row.code).map(([code, rows]) => ({
        code,
        zh: rows[0]?.zh,
        en: rows[0]?.en,
        n: rows.length,
      })),
      streets: count((row) => row.street).map(([street, rows]) => ({ street, n: rows.length })),
      lastCleared: groups.length === 0 ? (this.cleared[0] ?? null) : null,
    });
  }

  #viewOf(row: FaultRow, now: number): string {
    if (row.suppressed !== null && row.suppressed.until > now) return "suppressed";
    return row.acknowledged === null ? "unacknowledged" : "acknowledged";
  }

  acknowledge(body: unknown, now: number, name: string): FaultsTouched {
    const { faults, comment } = AcknowledgeFaults.parse(body);
    return this.#each(faults, now, (row) =>
      row.acknowledged === null ? { ...row, acknowledged: { name, at: now, comment } } : "acknowledged",
    );
  }

  undo(body: unknown, now: number, name: string): FaultsTouched {
    const { faults } = UndoAcknowledgements.parse(body);
    const seen = faults.map(({ id }) => ({ id, occurrences: this.open.find((r) => r.id === id)?.occurrences ?? 0 }));
    return this.#each(seen, now, (row) =>
      row.acknowledged?.name === name ? { ...row, acknowledged: null } : "not-yours",
    );
  }

  /** undefined: the end is refused */
  suppress(body: unknown, now: number, name: string): FaultsTouched | undefined {
    const { faults, until, reason } = SuppressFaults.parse(body);
    if (until <= now || until - now > maxSuppressionMs) return undefined;
    return this.#each(faults, now, (row) => {
      const id = `s-${row.id}`;
      const { contractId, kioskId, kioskSeq, kioskName, deviceId, code, part, zh, en } = row;
      const view = { id, contractId, kioskId, kioskSeq, kioskName, deviceId, code, part, zh, en };
      const made = SuppressionView.parse({ ...view, name, at: now, until, reason, active: true });
      this.suppressions = [...this.suppressions, made];
      return { ...row, suppressed: { id, name, until, reason } };
    });
  }

  suppressionList(now: number, empty: boolean): SuppressionList {
    return SuppressionList.parse({ at: now, suppressions: empty ? [] : this.suppressions });
  }

  lift(id: string): SuppressionView | undefined {
    const found = this.suppressions.find((s) => s.id === id);
    this.suppressions = this.suppressions.filter((s) => s !== found);
    this.open = this.open.map((row) => (row.suppressed?.id === id ? { ...row, suppressed: null } : row));
    return found;
  }

  #each(
    faults: readonly { id: string; occurrences: number }[],
    now: number,
    act: (row: FaultRow) => FaultRow | "acknowledged" | "not-yours",
  ): FaultsTouched {
    const touched: FaultsTouched = { at: now, done: [], skipped: [] };
    for (const { id, occurrences } of faults) {
      const row = this.open.find((r) => r.id === id);
      const outcome =
        row === undefined ? "not-found" : row.occurrences === occurrences ? act(row) : ("changed" as const);
      if (typeof outcome === "string") {
        const { zh = null, en = null, kioskSeq = null } = row ?? {};
        touched.skipped.push({ id, reason: outcome, zh, en, kioskSeq, name: row?.acknowledged?.name ?? null });
      } else {
        this.open = this.open.map((r) => (r === row ? outcome : r));
        touched.done.push(id);
      }
    }
    return FaultsTouched.parse(touched);
  }
}
