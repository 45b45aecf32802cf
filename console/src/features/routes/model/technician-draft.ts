// A technician's profile as it is typed: every field is text until it is sent.
import { type TechnicianProfile, TechnicianProfileChange } from "@kiosk/contract";
import { formatMinutes, parseMinutes } from "../../../shared/format/opening-hours.ts";

export interface TechnicianDraft {
  readonly active: boolean;
  readonly skills: string;
  readonly startName: string;
  readonly startLon: string;
  readonly startLat: string;
  readonly from: string;
  readonly to: string;
  readonly lunchFrom: string;
  readonly lunchMinutes: string;
  readonly overtime: string;
  readonly vanPieces: string;
  readonly vanPlace: string;
}

export function draftOf(profile: TechnicianProfile): TechnicianDraft {
  return {
    active: profile.active,
    skills: profile.skills.join(", "),
    startName: profile.startName,
    startLon: String(profile.startLon),
    startLat: String(profile.startLat),
    from: formatMinutes(profile.fromMin),
    to: formatMinutes(profile.toMin),
    lunchFrom: formatMinutes(profile.lunchFromMin),
    lunchMinutes: String(profile.lunchMinutes),
    overtime: String(profile.maxOvertimeMin),
    vanPieces: profile.vanPieces === null ? "" : String(profile.vanPieces),
    vanPlace: profile.vanPlace ?? "",
  };
}

const number = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
const minutes = (text: string) => parseMinutes(text.trim()) ?? Number.NaN;

/** What is sent, or the names of fields that are not right yet. */
export function changeOf(
  draft: TechnicianDraft,
  seenVersion: number,
): { ok: true; change: TechnicianProfileChange } | { ok: false; wrong: ReadonlySet<string> } {
  const parsed = TechnicianProfileChange.safeParse({
    active: draft.active,
    skills: draft.skills.split(/[,，、]/).flatMap((skill) => (skill.trim() === "" ? [] : [skill.trim()])),
    startName: draft.startName,
    startLon: number(draft.startLon),
    startLat: number(draft.startLat),
    fromMin: minutes(draft.from),
    toMin: minutes(draft.to),
    lunchFromMin: minutes(draft.lunchFrom),
    lunchMinutes: number(draft.lunchMinutes),
    maxOvertimeMin: number(draft.overtime),
    vanPieces: draft.vanPieces.trim() === "" ? null : number(draft.vanPieces),
    vanPlace: draft.vanPlace.trim() === "" ? null : draft.vanPlace,
    seenVersion,
  });
  if (!parsed.success) return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => String(path[0]))) };
  if (parsed.data.toMin <= parsed.data.fromMin) return { ok: false, wrong: new Set(["toMin"]) };
  return { ok: true, change: parsed.data };
}
