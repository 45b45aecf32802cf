// Which device a citizen's complaint is probably about: one of the kind that is not well. A guess that ties a report to an open
// fault; where all are well it is nobody's.
import { type AppManifest, type CitizenReportEvent, type DeviceReport, deviceOfCapability } from "@kiosk/contract";
import { type DeviceClass, faultCodeInfo } from "@kiosk/firmware-profiles";

type Kind = CitizenReportEvent["kind"];

export function findConcernedDevice(
  kind: Kind,
  manifest: Pick<AppManifest, "requires" | "optional"> | null,
  reports: readonly DeviceReport[],
): DeviceReport["deviceId"] | undefined {
  const classes = classesOf(kind, manifest);
  return reports.find((r) => classes.includes(r.deviceClass) && !isWell(r))?.deviceId;
}

const printers: readonly DeviceClass[] = ["a4Printer", "bookletPrinter", "receiptPrinter"];
const slots: readonly DeviceClass[] = ["idCardReader", "sscReader", "endorsementMachine"];

function classesOf(kind: Kind, manifest: Pick<AppManifest, "requires" | "optional"> | null): readonly DeviceClass[] {
  const used = [...(manifest?.requires ?? []), ...(manifest?.optional ?? []).map((o) => o.capability)].flatMap(
    (capability) => deviceOfCapability[capability] ?? [],
  );
  switch (kind) {
    case "cannot-do":
      return used;
    case "no-print":
      return used.some((c) => printers.includes(c)) ? used.filter((c) => printers.includes(c)) : printers;
    case "card-stuck":
      return used.some((c) => slots.includes(c)) ? used.filter((c) => slots.includes(c)) : slots;
    case "screen":
    case "wrong-information":
    case "attitude":
    case "other":
      return [];
  }
}

function isWell({ state, conditions }: DeviceReport): boolean {
  const severe = conditions.some(({ code }) => {
    const { severity } = faultCodeInfo(code);
    return severity === "error" || severity === "critical";
  });
  return !severe && (state === "online" || state === "deviceBusy");
}
