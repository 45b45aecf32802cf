// 零故障报告, 保障小结, 演练记录: the records are another room's, the form is this one's.
import type { ReportKind, ReportTable, SectionFacts } from "@kiosk/contract";
import { figure, section } from "./facts.ts";

export function occasionSections(
  kind: Extract<ReportKind, "guarantee-daily" | "guarantee-closing" | "drill">,
  facts: {
    readonly zh: string;
    readonly from: string;
    readonly to: string;
    readonly kiosks: number;
    readonly faults: number | null;
    readonly tables: readonly ReportTable[];
  },
): SectionFacts[] {
  const figures = [
    figure("what", ["任务", "What"], "text", facts.zh),
    figure("from", ["起", "From"], "day", facts.from),
    figure("to", ["止", "To"], "day", facts.to),
    figure("kiosks", ["涉及终端", "Terminals"], "int", facts.kiosks, { unit: ["台", ""] }),
    ...(kind === "drill" ? [] : [figure("faults", ["故障数", "Faults"], "int", facts.faults, { unit: ["次", ""] })]),
    ...(kind === "guarantee-daily"
      ? [
          figure(
            "zero",
            ["零故障", "Zero faults"],
            "text",
            facts.faults === null ? null : facts.faults === 0 ? "是" : "否",
          ),
        ]
      : []),
  ];
  return [section("occasion", { figures }), section("records", { tables: facts.tables }), section("summary", {})];
}
