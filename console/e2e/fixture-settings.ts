// Settings at the fixture server: thresholds, fault rules, hours, codes, sheets and a channel's test, with their versions.
import {
  EnrolmentSheet,
  EnrolmentSheetRequest,
  EnrolmentStandings,
  FaultRuleChange,
  FaultRulePreview,
  type FaultRuleRow,
  FaultRuleSettings,
  FaultRuleTrial,
  type FaultRuleVersion,
  type ImportRow,
  KioskImportCommit,
  KioskImported,
  KioskImportPreview,
  type KioskRow,
  NotifyTestRequest,
  NotifyTestResult,
  OpeningHoursChange,
  PointHoursList,
  ThresholdChange,
  ThresholdRow,
  ThresholdSettings,
  type ThresholdVersion,
  thresholdKey,
} from "@kiosk/contract";
import type { Answer } from "./fixture-api.ts";
import { refusedBy } from "./fixture-refusal.ts";

interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  empty: boolean;
  /** of whoever asks */
  name: string;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const day = 86_400_000;
const product = { lowPercent: 10, criticalPercent: 0 };
const codes = [
  ["ribbon.out", "色带用尽", "Ribbon out", "error", "vendor", "consumable", "更换耗材之前无法服务群众（条款 C6）"],
  ["cover.open", "机盖打开", "Cover open", "warning", "duty", "hardware_repair", "先由现场值守处理，一小时后转运维"],
  ["paper.low", "纸张不足", "Paper low", "warning", "duty", null, "仅显示，不自动开单"],
  [
    "comm.no-answer",
    "设备无应答",
    "Device does not answer",
    "error",
    "operations",
    "hardware_repair",
    "等一分钟，以便识别为集线器失联一个原因",
  ],
] as const;
const fingerprint = Array.from({ length: 32 }, (_, i) => (i * 7).toString(16).padStart(2, "0")).join(":");

export class FixtureSettings {
  /** somebody else is faster than the next change of a threshold or a rule */
  conflictNext = false;
  /** how the next channel's test ends */
  testOutcome: NotifyTestResult["outcome"] = "delivered";
  #thresholds: ThresholdVersion[] = [];
  #rules: FaultRuleVersion[] = [];
  #codes = new Map<string, number>();
  #preview: KioskImportPreview | undefined;
  #kiosks: () => KioskRow[] = () => [];

  reset(now: number, kiosks: () => KioskRow[]): void {
    this.#kiosks = kiosks;
    this.conflictNext = false;
    this.testOutcome = "delivered";
    this.#codes = new Map([["cn-004", now - day]]);
    this.#preview = undefined;
    const contractId = ThresholdSettings.shape.contractId.parse("changning");
    const why = { owner: "李经理", by: "王敏", note: "补货需三天" };
    this.#thresholds = [
      { contractId, key: "ribbon", lowPercent: 15, criticalPercent: 5, version: 1, ...why, at: now - 20 * day },
      {
        contractId,
        key: "ribbon",
        lowPercent: 20,
        criticalPercent: 5,
        version: 2,
        ...why,
        note: "国庆前多备货",
        at: now - 9 * day,
      },
    ];
    this.#rules = [
      {
        contractId,
        code: "cover.open",
        opensOrder: false,
        severity: null,
        settleSeconds: 120,
        version: 1,
        ...why,
        note: "值守人员自行关闭机盖",
        at: now - 5 * day,
      },
    ];
  }

  /** undefined: the path is another's */
  answer(asked: Asked): Answer | undefined {
    const [, resource, id = "", leaf, deep] = asked.path.split("/").map(decodeURIComponent);
    if (resource === "contracts") return this.#ofContract(asked, id, leaf, deep);
    if (resource === "kiosk-imports") return this.#import(asked, id);
    if (resource === "notify" && leaf !== undefined) return this.#test(asked, leaf);
    return undefined;
  }

  #ofContract(asked: Asked, contract: string, leaf: string | undefined, deep: string | undefined): Answer | undefined {
    switch (leaf) {
      case "thresholds":
        return asked.method === "POST" ? this.#changeThreshold(asked) : ok(this.#thresholdSettings());
      case "fault-rules":
        if (deep === "preview") return ok(this.#rulePreview(asked.body));
        return asked.method === "POST" ? this.#changeRule(asked) : ok(this.#ruleSettings());
      case "opening-hours":
        return asked.method === "PUT" ? this.#changeHours(asked.body) : ok(this.#hours(contract, asked.empty));
      case "enrolments":
        return ok(this.#standings(contract, asked.empty));
      case "enrolment-codes":
        return deep === "revoke" ? this.#revoke(asked.body) : this.#issue(asked.body);
      default:
        return undefined;
    }
  }

  #thresholdSettings(): ThresholdSettings {
    const last = new Map(this.#thresholds.map((v) => [v.key, v]));
    const keys = [...ThresholdRow.shape.consumable.options, ...[...last.keys()].filter((key) => key.includes("@"))];
    const rows = keys.map((key) => {
      const [kind, deviceClass = null] = key.split("@");
      const current = last.get(key) ?? null;
      const own = current !== null && current.lowPercent !== null;
      const supplies = {
        ok: kind === "toner" ? 96 : kind === "ribbon" ? 40 : 0,
        low: kind === "ribbon" ? 3 : 0,
        critical: 0,
        out: kind === "ribbon" ? 1 : 0,
        unknown: kind === "toner" ? 46 : 0,
      };
      return {
        key,
        consumable: kind,
        deviceClass,
        lowPercent: own ? current.lowPercent : product.lowPercent,
        criticalPercent: own ? current.criticalPercent : product.criticalPercent,
        from: own ? "own" : "product",
        current,
        supplies,
      };
    });
    const history = this.#thresholds.toReversed();
    return ThresholdSettings.parse({ at: Date.now(), contractId: "changning", product, rows, history });
  }

  #changeThreshold({ body, name }: Asked): Answer {
    const { consumable, deviceClass, seenVersion, ...values } = ThresholdChange.parse(body);
    const key = thresholdKey(consumable, deviceClass);
    const contractId = ThresholdSettings.shape.contractId.parse("changning");
    const version = () => this.#thresholds.findLast((v) => v.key === key)?.version ?? 0;
    const add = (more: typeof values, by: string) =>
      this.#thresholds.push({ contractId, key, ...more, version: version() + 1, by, at: Date.now() });
    if (this.conflictNext) {
      this.conflictNext = false;
      add({ lowPercent: 25, criticalPercent: 5, owner: "赵主任", note: "供应商停产" }, "别人");
    }
    if (version() !== seenVersion) return refusedBy("setting.stale");
    add(values, name);
    return ok(this.#thresholdSettings(), 201);
  }

  #ruleSettings(): FaultRuleSettings {
    const last = new Map(this.#rules.map((v) => [v.code, v]));
    const rows = codes.map(([code, zh, en, severity, route, orderClass, whyZh]) => {
      const current = last.get(code) ?? null;
      const opens = current?.opensOrder ?? orderClass !== null;
      const row: FaultRuleRow = {
        code,
        zh,
        en,
        route,
        product: {
          severity,
          opensOrder: orderClass !== null,
          orderClass,
          afterSeconds: orderClass === null ? null : 60,
          settleSeconds: { min: 0, max: 60 },
          whyZh,
          whyEn: "as the product has it",
        },
        opensOrder: opens,
        orderClass: opens ? (orderClass ?? "hardware_repair") : null,
        severity: current?.severity ?? severity,
        current,
      };
      return row;
    });
    return FaultRuleSettings.parse({
      at: Date.now(),
      contractId: "changning",
      rows,
      history: this.#rules.toReversed(),
    });
  }

  #changeRule({ body, name }: Asked): Answer {
    const { seenVersion, ...values } = FaultRuleChange.parse(body);
    const contractId = ThresholdSettings.shape.contractId.parse("changning");
    const version = () => this.#rules.findLast((v) => v.code === values.code)?.version ?? 0;
    const add = (more: typeof values, by: string) =>
      this.#rules.push({ contractId, ...more, version: version() + 1, by, at: Date.now() });
    if (this.conflictNext) {
      this.conflictNext = false;
      add({ ...values, severity: "critical", owner: "赵主任", note: "市里要求" }, "别人");
    }
    if (version() !== seenVersion) return refusedBy("setting.stale");
    add(values, name);
    return ok(this.#ruleSettings(), 201);
  }

  #rulePreview(body: unknown): FaultRulePreview {
    const { code, opensOrder, severity } = FaultRuleTrial.parse(body);
    const now = codes.find(([c]) => c === code)?.[3] ?? "warning";
    const counts = {
      faults: 31,
      orders: 12,
      wouldNotRaise: 0,
      wouldNotOpen: opensOrder === false ? 12 : 0,
      wouldOpen: 0,
    };
    const severities = { severityBefore: now, severityAfter: severity ?? now };
    return FaultRulePreview.parse({ at: Date.now(), days: 30, ...counts, ...severities, complete: true });
  }

  #of(contract: string, empty: boolean): KioskRow[] {
    return empty ? [] : this.#kiosks().filter((k) => k.contractId === contract);
  }

  #hours(contract: string, empty: boolean): PointHoursList {
    const points = this.#of(contract, empty).map(({ id: kioskId, seq, name, street, openingHours }) => ({
      ...{ kioskId, seq, name, street },
      openingHours,
    }));
    return PointHoursList.parse({ at: Date.now(), points });
  }

  #changeHours(body: unknown): Answer {
    const { changes } = OpeningHoursChange.parse(body);
    const row = (id: string) => this.#kiosks().find((k) => k.id === id);
    const stale = changes.find((c) => JSON.stringify(row(c.kioskId)?.openingHours) !== JSON.stringify(c.seen));
    if (stale !== undefined) return refusedBy("setting.stale", stale.kioskId);
    for (const { kioskId, openingHours } of changes) {
      const kiosk = row(kioskId);
      if (kiosk !== undefined) kiosk.openingHours = openingHours;
    }
    return ok({ at: Date.now(), changed: changes.map((c) => c.kioskId) });
  }

  #standings(contract: string, empty: boolean): EnrolmentStandings {
    const kiosks = this.#of(contract, empty).map((k) => {
      const issued = this.#codes.get(k.id);
      return {
        ...{ kioskId: k.id, seq: k.seq, name: k.name, street: k.street, address: k.address },
        enrolledAt: k.presence === "never" ? null : Date.now() - 60 * day,
        unused: issued === undefined ? [] : [{ createdAt: issued, expiresAt: issued + 7 * day }],
      };
    });
    return EnrolmentStandings.parse({ at: Date.now(), kiosks });
  }

  #issue(body: unknown): Answer {
    const { kioskIds } = EnrolmentSheetRequest.parse(body);
    const now = Date.now();
    const codesOf = kioskIds.map((id, index) => {
      this.#codes.set(id, now);
      const kiosk = this.#kiosks().find((k) => k.id === id);
      const code = `K7QF-2MXD-9RTA-HW${String.fromCharCode(65 + (index % 8))}C`;
      return { kioskId: id, seq: kiosk?.seq, name: kiosk?.name, address: kiosk?.address, code };
    });
    const sheet = { at: now, expiresAt: now + 7 * day, caFingerprintSha256: fingerprint, codes: codesOf };
    return ok(EnrolmentSheet.parse(sheet), 201);
  }

  #revoke(body: unknown): Answer {
    const { kioskIds } = EnrolmentSheetRequest.parse(body);
    const revoked = kioskIds.filter((id) => this.#codes.delete(id)).length;
    return ok({ at: Date.now(), revoked });
  }

  /** Lines of `序号,点位名称,MAC地址`; a MAC that begins with 坏 is none. */
  #import({ method, query, body }: Asked, digest: string): Answer {
    if (method !== "POST") return ok(undefined, 404);
    if (digest !== "") return this.#carryOut(digest, body);
    const text = String(body);
    if (!text.includes("点位名称")) return refusedBy("import.unreadable", "缺少列 / no column: 点位名称");
    const rows = text
      .trim()
      .split("\n")
      .slice(1)
      .map((line, index): ImportRow => this.#importRow(line.split(","), index + 2));
    const count = (does: ImportRow["does"]) => rows.filter((r) => r.does === does).length;
    const counts = { create: count("create"), change: count("change"), same: count("same"), error: count("error") };
    this.#preview = KioskImportPreview.parse({
      at: Date.now(),
      digest: "ab".repeat(32),
      expiresAt: Date.now() + 1_800_000,
      contractId: query.get("contract"),
      crs: query.get("crs"),
      format: "csv",
      encoding: "gb18030",
      ignored: [{ cell: "D1", text: "负责人" }],
      counts: { ...counts, warning: 0 },
      rows,
    });
    return ok(this.#preview);
  }

  #importRow([seq = "", name = "", mac = ""]: string[], line: number): ImportRow {
    const known = this.#kiosks().find((k) => k.contractId === "changning" && k.seq === Number(seq));
    const cells = [
      { field: "seq", cell: `A${line}`, text: seq } as const,
      { field: "name", cell: `B${line}`, text: name } as const,
      { field: "macs", cell: `C${line}`, text: mac } as const,
    ];
    if (mac.startsWith("坏")) {
      const problem = {
        cell: `C${line}`,
        level: "error",
        code: "mac.form",
        zh: `不是 MAC 地址：${mac}`,
        en: `not a MAC address: ${mac}`,
      } as const;
      return { line, does: "error", kioskId: known?.id ?? null, cells, problems: [problem], changes: [] };
    }
    const changes = [{ field: "name", before: known?.name ?? null, after: name } as const];
    return {
      line,
      does: known === undefined ? "create" : "change",
      kioskId: known?.id ?? null,
      cells,
      problems: [],
      changes,
    };
  }

  #carryOut(digest: string, body: unknown): Answer {
    const { take } = KioskImportCommit.parse(body);
    const preview = this.#preview;
    if (this.conflictNext || preview?.digest !== digest) return refusedBy("import.stale");
    if (take === "all" && preview.counts.error > 0) return refusedBy("import.has-errors");
    const changed = preview.rows.filter((r) => r.does === "change").flatMap((r) => r.kioskId ?? []);
    for (const row of preview.rows) {
      const kiosk = this.#kiosks().find((k) => k.id === row.kioskId);
      if (kiosk !== undefined && row.does === "change") kiosk.name = row.changes[0]?.after ?? kiosk.name;
    }
    this.#preview = undefined;
    return ok(KioskImported.parse({ at: Date.now(), created: [], changed, skipped: preview.counts.error }), 201);
  }

  #test({ body }: Asked, channelId: string): Answer {
    const { groupId } = NotifyTestRequest.parse(body);
    const good = this.testOutcome === "delivered";
    return ok(
      NotifyTestResult.parse({
        at: Date.now(),
        channelId,
        groupId,
        outcome: this.testOutcome,
        code: good ? "" : "wecom.93000",
        zh: good ? "已送达" : "对方拒绝：对方答复 wecom.93000：invalid webhook url",
        en: good ? "delivered" : "refused by the service: the other side answered wecom.93000: invalid webhook url",
        detail: "",
        reference: "",
        to: ["138****2211"],
        failed: [],
        tookMs: 214,
      }),
    );
  }
}
