// 日常巡检报告: one inspection as it was found, frozen (C3).
import type { CheckResult, InspectionView, SectionFacts, SupplySwap } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { minuteText } from "./cells.ts";
import { column, figure, section, table } from "./facts.ts";
import type { RowLinks } from "./row-links.ts";
import { inspectionWords, outcomeWords, supplyWords } from "./words.ts";

export interface InspectionFactsOfOne {
  readonly inspection: InspectionView;
  readonly street: string;
  readonly address: string;
  readonly macs: readonly string[];
  readonly position: string;
  readonly devices: readonly string[];
  /** supplies replaced at the terminal while somebody was there */
  readonly swaps: readonly SupplySwap[];
  readonly orders: readonly {
    readonly id: string;
    readonly number: string;
    readonly titleZh: string;
    readonly state: string;
    readonly dueAt: Millis | null;
  }[];
}

/** Who looked, and what the terminal had said first. */
function sourceText({ source, by, evidence }: CheckResult): string {
  if (source === "person") return by;
  const said = evidence === null ? "" : `自检：${evidence.value}`;
  return `${said}；${by}${source === "confirmed" ? "确认" : "更正"}`;
}

function itemOf({ checklists }: InspectionView, result: CheckResult) {
  const list = checklists.find(({ id }) => id === result.checklistId);
  return { list, item: list?.items.find(({ id }) => id === result.itemId) };
}

export function inspectionSections(facts: InspectionFactsOfOne, links: RowLinks): SectionFacts[] {
  const { inspection, orders } = facts;
  const { results } = inspection;
  const visit = [
    figure("point", ["点位", "Point"], "text", `${inspection.kioskSeq} ${inspection.kioskName}`, {
      href: links.kiosk(inspection.kioskId),
    }),
    figure("street", ["街道", "Street"], "text", facts.street),
    figure("address", ["地址", "Address"], "text", facts.address),
    figure("mac", ["MAC", "MAC"], "text", facts.macs.join("、") || null),
    figure("devices", ["设备", "Devices"], "text", facts.devices.join("、") || null),
    figure("kind", ["巡检类别", "Kind"], "text", inspectionWords[inspection.kind].zh),
    figure("started", ["开始时间", "Started"], "instant", inspection.startedAt),
    figure("completed", ["完成时间", "Completed"], "instant", inspection.completedAt),
    figure("arrived", ["到场时间", "Arrived"], "instant", inspection.arrivedAt),
    figure("left", ["离场时间", "Left"], "instant", inspection.leftAt),
    figure("position", ["定位", "Position"], "text", facts.position || null),
    figure("by", ["巡检人", "By"], "text", inspection.by),
    figure("result", ["结果", "Result"], "text", resultText(inspection), { href: links.table("checks", "results") }),
  ];
  const rows = results.map((result) => {
    const { list, item } = itemOf(inspection, result);
    const unit = item?.measure?.unit ?? "";
    return [
      list?.zh ?? result.checklistId,
      item?.zh ?? result.itemId,
      result.deviceId ?? "整机",
      outcomeWords[result.outcome],
      result.measured === null ? "" : `${result.measured}${unit}`,
      result.text,
      sourceText(result),
      result.photos.length === 0 ? "" : `${result.photos.length} 张`,
    ];
  });
  const fails = results.filter(({ outcome }) => outcome === "fail");
  const photos = results.flatMap((result) =>
    result.photos.flatMap(({ digest }) =>
      digest === null
        ? []
        : [
            {
              digest,
              zh: `${itemOf(inspection, result).item?.zh ?? result.itemId} ${outcomeWords[result.outcome]}`,
              at: result.at,
            },
          ],
    ),
  );
  return [
    section("visit", { figures: visit }),
    section("checks", {
      tables: [
        table(
          "results",
          ["检查结果", "Results"],
          [
            column("list", "清单", "List"),
            column("item", "检查项目", "Item"),
            column("device", "设备", "Device"),
            column("outcome", "结果", "Outcome"),
            column("measured", "实测", "Measured"),
            column("text", "说明", "Note"),
            column("source", "检查人", "By"),
            column("photos", "照片", "Photos"),
          ],
          rows,
          { href: links.inspection(inspection.id) },
        ),
      ],
    }),
    section("maintenance", {
      tables: [
        table(
          "swaps",
          ["耗材更换", "Supplies replaced"],
          [
            column("at", "时间", "At", "instant"),
            column("kind", "耗材", "Supply"),
            column("serial", "新件序列号", "Serial"),
            column("removed", "旧件序列号", "Removed"),
            column("by", "登记人", "By"),
          ],
          facts.swaps.map((s) => [s.at, `${supplyWords[s.consumable]} ${s.item}`, s.serial, s.removedSerial, s.by]),
          { href: links.kiosk(inspection.kioskId) },
        ),
      ],
    }),
    section("findings", {
      figures: [figure("fails", ["异常项", "Fails"], "int", fails.length, { href: links.table("checks", "results") })],
      tables: [
        table(
          "orders",
          ["处置工单", "Orders"],
          [
            column("number", "工单号", "Order"),
            column("what", "问题", "Finding"),
            column("state", "状态", "State"),
            column("due", "到期", "Due", "instant"),
          ],
          orders.map(({ number, titleZh, state, dueAt }) => [number, titleZh, state, dueAt]),
          { rowHrefs: orders.map(({ id }) => links.order(id)) },
        ),
      ],
      empty: fails.length === 0 && orders.length === 0,
    }),
    section("advice", {}),
    section("conclusion", {}),
    section("photos", { photos: [...photos, ...signaturePhoto(inspection)] }),
  ];
}

function resultText({ counts }: InspectionView): string {
  return `正常 ${counts.pass} 项，异常 ${counts.fail} 项，不适用 ${counts.na} 项`;
}

function signaturePhoto({ host, completedAt }: InspectionView): SectionFacts["photos"] {
  if (host === null || host.signature.digest === null) return [];
  return [{ digest: host.signature.digest, zh: `点位确认人签字：${host.name}`, at: completedAt }];
}

/** Placeholders that only an inspection has. */
export function inspectionFields({
  kioskSeq,
  kioskName,
  by,
  host,
  completedAt,
}: InspectionView): Record<string, string> {
  return {
    kiosk: `${kioskSeq} ${kioskName}`,
    inspector: by,
    host: host?.name ?? "",
    period: completedAt === null ? "" : minuteText(completedAt),
  };
}
