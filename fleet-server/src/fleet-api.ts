// What the fleet can be asked and told, independent of HTTP. fleet/ implements it; http/ gives it routes. Expected
// refusals are values with a code of the register; only faults of the machine (StoreError) are thrown.
import type {
  ContractList,
  ContractView,
  EnrolmentCode,
  ErrorCode,
  KioskDetail,
  KioskId,
  KioskList,
  KioskListQuery,
  KioskRow,
  NewContract,
  NewKiosk,
  NewOrder,
  OpeningHours,
  OrderActionRequest,
  OrderDetail,
  OrderList,
  OrderListQuery,
  Overview,
  OverviewQuery,
  QuarantineDetail,
  QuarantineList,
  ReplacementEntry,
  ServerHealth,
  Timeline,
} from "@kiosk/contract";
import type { z } from "zod";

export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; detail: string };

export interface FleetApi {
  health(): ServerHealth;
  contracts(): z.infer<typeof ContractList>;
  createContract(input: NewContract): Promise<Answer<ContractView>>;
  overview(query: z.infer<typeof OverviewQuery>): Promise<Overview>;
  kiosks(query: z.infer<typeof KioskListQuery>): KioskList;
  kiosk(id: KioskId): Answer<KioskDetail>;
  timeline(id: KioskId): Promise<Answer<z.infer<typeof Timeline>>>;
  createKiosk(input: NewKiosk): Promise<Answer<KioskRow>>;
  setOpeningHours(id: KioskId, hours: OpeningHours | null): Promise<Answer<KioskRow>>;
  issueEnrolmentCode(id: KioskId): Promise<Answer<z.infer<typeof EnrolmentCode>>>;
  /** Records the replacement at once and sends a command; answers the command's id. */
  enterReplacement(id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>>;
  orders(query: z.infer<typeof OrderListQuery>): Promise<OrderList>;
  order(id: string): Promise<Answer<OrderDetail>>;
  openOrder(input: NewOrder, source: "person" | "api"): Promise<Answer<OrderDetail>>;
  actOnOrder(id: string, request: OrderActionRequest): Promise<Answer<OrderDetail>>;
  quarantine(): Promise<QuarantineList>;
  quarantined(id: string): Promise<Answer<QuarantineDetail>>;
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
  readonly quarantine: boolean;
}
