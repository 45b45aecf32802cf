// What the fleet can be asked and told, independent of HTTP. fleet/ implements it; http/ gives it routes. Expected
// refusals are values with a code of the register; only faults of the machine (StoreError) are thrown.
import type {
  ActionPreview,
  AlarmList,
  AlarmListQuery,
  CalendarImport,
  CalendarImported,
  CalendarList,
  ClockDerivation,
  ContractId,
  ContractList,
  ContractView,
  DerivationQuery,
  EnrolmentCode,
  ErrorCode,
  EvidenceView,
  KioskDetail,
  KioskId,
  KioskList,
  KioskListQuery,
  KioskRow,
  NewContract,
  NewKiosk,
  NewOrder,
  NewTerms,
  NotifyView,
  OpeningHours,
  OrderActionRequest,
  OrderDetail,
  OrderList,
  OrderListQuery,
  Overview,
  OverviewQuery,
  PartLedger,
  PartReceipt,
  ReplacementEntry,
  ServerHealth,
  TermsList,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller, Where } from "./domain/account/caller.ts";

export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; detail: string };

export interface FleetApi {
  health(): ServerHealth;
  contracts(by: Caller): z.infer<typeof ContractList>;
  createContract(by: Caller, input: NewContract): Promise<Answer<ContractView>>;
  overview(by: Caller, query: z.infer<typeof OverviewQuery>): Promise<Overview>;
  kiosks(by: Caller, query: z.infer<typeof KioskListQuery>): KioskList;
  kiosk(by: Caller, id: KioskId): Answer<KioskDetail>;
  createKiosk(by: Caller, input: NewKiosk): Promise<Answer<KioskRow>>;
  setOpeningHours(by: Caller, id: KioskId, hours: OpeningHours | null): Promise<Answer<KioskRow>>;
  setDutyPhone(by: Caller, id: KioskId, dutyPhone: string | null): Promise<Answer<KioskRow>>;
  issueEnrolmentCode(by: Caller, id: KioskId): Promise<Answer<z.infer<typeof EnrolmentCode>>>;
  /** Records the replacement at once and sends a command; answers the command's id. */
  enterReplacement(by: Caller, id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>>;
  orders(by: Caller, query: z.infer<typeof OrderListQuery>): Promise<OrderList>;
  /** @param asOf the order as it was known then */
  order(by: Caller, id: string, asOf?: number): Promise<Answer<OrderDetail>>;
  openOrder(by: Caller, input: NewOrder, source: "person" | "api"): Promise<Answer<OrderDetail>>;
  actOnOrder(by: Caller, id: string, request: OrderActionRequest): Promise<Answer<OrderDetail>>;
  previewAction(by: Caller, id: string, request: OrderActionRequest): Promise<Answer<ActionPreview>>;
  /** why a clock stands where it stands */
  derivation(by: Caller, id: string, query: z.infer<typeof DerivationQuery>): Promise<Answer<ClockDerivation>>;
  alarms(by: Caller, query: z.infer<typeof AlarmListQuery>): Promise<z.infer<typeof AlarmList>>;
  addEvidence(by: Caller, bytes: Uint8Array, name: string): Promise<Answer<EvidenceView>>;
  evidence(by: Caller, digest: string): Promise<Answer<{ view: EvidenceView; bytes: Uint8Array }>>;
  terms(by: Caller, id: ContractId): Answer<TermsList>;
  addTerms(by: Caller, id: ContractId, input: NewTerms): Promise<Answer<TermsList>>;
  parts(by: Caller, id: ContractId): Promise<Answer<PartLedger>>;
  receiveParts(by: Caller, id: ContractId, receipt: PartReceipt): Promise<Answer<PartLedger>>;
  /** CSV; the same bytes for the same `asOf`, whenever it is asked for */
  clockStatement(by: Caller, id: ContractId, asOf?: number): Promise<Answer<string>>;
  calendars(by: Caller): CalendarList;
  importCalendar(by: Caller, input: CalendarImport): Promise<CalendarImported>;
  notifyView(by: Caller): NotifyView;
}

/** The live feed: a listener gets every change from now on; the returned function ends it. */
export interface LiveFeed {
  /** names this run of the server: a Last-Event-ID of another run cannot be continued */
  readonly run: string;
  subscribe(listener: (event: LiveFeedEvent) => void): () => void;
  /** events after `n` of this run, or undefined when they are no longer at hand */
  since(n: number): readonly LiveFeedEvent[] | undefined;
}

export interface LiveFeedEvent {
  readonly n: number;
  readonly at: number;
  readonly kiosks: readonly KioskId[];
  readonly orders: readonly string[];
  /** what each of the orders belongs to, and belonged to before where it changed hands */
  readonly orderPlaces: ReadonlyMap<string, readonly Where[]>;
  readonly quarantine: boolean;
  readonly alarms: boolean;
  readonly terms: boolean;
  readonly upkeep: boolean;
}
