// No report is owed and none is drafted: what reports do is tested against the real server.
import { OwedReports, ReportPage } from "@kiosk/contract";

export const nothingOwed = (): OwedReports =>
  OwedReports.parse({ at: Date.now(), counts: { overdue: 0, soon: 0, open: 0 }, owed: [] });

export const noReports = (): ReportPage => ReportPage.parse({ at: Date.now(), total: 0, reports: [], next: null });
