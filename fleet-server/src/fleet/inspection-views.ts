// Inspections from disk as people see them: with the deadlines of their reports, the pictures that have come since, and what
// the terminal says of itself.
import type { Checklist, ContractId, InspectionHead, InspectionView } from "@kiosk/contract";
import { inForce, outdated } from "../domain/inspection/checklists.ts";
import { standingChecks } from "../domain/inspection/checks.ts";
import { evidenceOf } from "../domain/inspection/evidence.ts";
import type { Inspection, StoredCheck } from "../domain/inspection/records.ts";
import { headOf, type ReportLaw, resultOf, withDigest } from "../domain/inspection/view.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { EvidenceSource, InspectionHistory, InspectionWithReport, PhotoBook } from "../inspection-ports.ts";
import type { Clock } from "../ports.ts";

export class InspectionViews {
  readonly #o: {
    readonly state: FleetState;
    readonly history: InspectionHistory;
    readonly evidence: EvidenceSource;
    readonly photos: PhotoBook;
    readonly clock: Clock;
  };

  constructor(options: {
    state: FleetState;
    history: InspectionHistory;
    evidence: EvidenceSource;
    photos: PhotoBook;
    clock: Clock;
  }) {
    this.#o = options;
  }

  /** What deadlines of a contract are reckoned by now. */
  async lawOf(contractId: ContractId): Promise<ReportLaw> {
    const { state, history, clock } = this.#o;
    return { versions: await history.rules(contractId), calendars: state.calendars, asOf: clock.now() };
  }

  /** In the order given. */
  async heads(rows: readonly InspectionWithReport[]): Promise<InspectionHead[]> {
    const laws = new Map<ContractId, ReportLaw>();
    for (const contractId of new Set(rows.map(({ inspection }) => inspection.contractId))) {
      laws.set(contractId, await this.lawOf(contractId));
    }
    return rows.flatMap(({ inspection, report }) => {
      const law = laws.get(inspection.contractId);
      return law === undefined ? [] : [headOf(inspection, report, law)];
    });
  }

  async view({ inspection, report }: InspectionWithReport): Promise<InspectionView> {
    const { history, photos, clock } = this.#o;
    const { id, contractId, targets, conclusion, advice, host, arrivedAt, leftAt, voidedWhy } = inspection;
    const [law, checks, lists, now] = await Promise.all([
      this.lawOf(contractId),
      history.checks(id),
      this.listsOf(inspection),
      history.checklists(contractId),
    ]);
    const standing = new Set(standingChecks(checks).values());
    const arrived = await photos.digestOf(missingPhotos(checks, inspection));
    const result = (check: StoredCheck) => resultOf(check, arrived);
    return {
      ...headOf(inspection, report, law),
      at: clock.now(),
      checklists: lists,
      targets: [...targets],
      results: checks.filter((check) => standing.has(check)).map(result),
      superseded: checks.filter((check) => !standing.has(check)).map(result),
      evidence: await this.#evidenceOf(inspection, lists),
      conclusion,
      advice,
      host: host === null ? null : { ...host, signature: withDigest(host.signature, arrived) },
      arrivedAt,
      leftAt,
      outdated: outdated(inspection.checklists, inForce(now, contractId)),
      voidedWhy,
    };
  }

  /** The lists as they were when it began. */
  async listsOf({ checklists }: Inspection): Promise<Checklist[]> {
    return (await this.#o.history.findChecklists(checklists)).map(({ body }) => body);
  }

  /** Of one that is over the results say what the terminal had said. */
  async #evidenceOf(inspection: Inspection, lists: readonly Checklist[]): Promise<InspectionView["evidence"]> {
    const { kind, state, kioskId, targets, startedAt } = inspection;
    if (kind !== "system" || state !== "open") return [];
    const measured = (await this.#o.evidence.latest(kioskId)) ?? [];
    return evidenceOf(lists, targets, measured, startedAt);
  }
}

function missingPhotos(checks: readonly StoredCheck[], { host }: Inspection): string[] {
  const named = [...checks.flatMap(({ photos }) => photos), ...(host === null ? [] : [host.signature])];
  return named.filter(({ digest }) => digest === null).map(({ photoId }) => photoId);
}
