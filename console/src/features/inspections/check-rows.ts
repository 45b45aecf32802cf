// What is asked and what was answered, laid beside each other: one row for each item at each device.
import type { ChecklistItem, InspectionView } from "@kiosk/contract";

type Evidence = InspectionView["evidence"][number];

export interface CheckRow {
  readonly key: string;
  readonly checklistId: string;
  readonly item: ChecklistItem;
  readonly deviceId: InspectionView["targets"][number]["deviceId"];
  readonly result: InspectionView["results"][number] | undefined;
  /** what the terminal said; it answers nothing by itself */
  readonly evidence: Evidence | undefined;
}

export interface CheckGroup {
  readonly key: string;
  readonly checklist: InspectionView["checklists"][number];
  readonly deviceId: CheckRow["deviceId"];
  readonly rows: readonly CheckRow[];
}

export function checkGroups(
  view: Pick<InspectionView, "targets" | "checklists" | "results" | "evidence">,
): CheckGroup[] {
  return view.targets.flatMap(({ checklistId, deviceId }) => {
    const checklist = view.checklists.find(({ id }) => id === checklistId);
    if (checklist === undefined) return [];
    const rows = checklist.items.map((item) => {
      const isHere = (one: { checklistId: string; itemId: string; deviceId: CheckRow["deviceId"] }) =>
        one.checklistId === checklistId && one.itemId === item.id && one.deviceId === deviceId;
      return {
        key: `${checklistId}/${item.id}/${deviceId ?? ""}`,
        ...{ checklistId, item, deviceId },
        result: view.results.find(isHere),
        evidence: view.evidence.find(isHere),
      };
    });
    return [{ key: `${checklistId}/${deviceId ?? ""}`, checklist, deviceId, rows }];
  });
}
