// Where the rows of a figure are: in the same report, frozen with it, or on a page of the console.
import type { ContractId, KioskId } from "@kiosk/contract";

export interface RowLinks {
  /** a table of the same report; it is there as long as the report is */
  table(sectionId: string, tableId: string): string;
  order(id: string): string;
  kiosk(id: KioskId): string;
  inspection(id: string): string;
  readonly terminals: string;
  /** what availability of the platform and the share online rest on */
  readonly samples: string;
  readonly alarms: string;
  readonly inspections: string;
  readonly supplies: string;
  readonly stock: string;
}

export function rowLinks(reportId: string, contractId: ContractId): RowLinks {
  const contract = `contract=${contractId}`;
  return {
    table: (sectionId, tableId) => `/reports/${reportId}?section=${sectionId}&table=${tableId}`,
    order: (id) => `/work-orders/${encodeURIComponent(id)}`,
    kiosk: (id) => `/terminals/${id}`,
    inspection: (id) => `/inspections/${encodeURIComponent(id)}`,
    terminals: `/terminals?${contract}`,
    samples: `/overview?${contract}`,
    alarms: `/alarms?${contract}`,
    inspections: `/inspections?${contract}`,
    supplies: `/supplies?${contract}`,
    stock: `/supplies?view=stock&${contract}`,
  };
}
