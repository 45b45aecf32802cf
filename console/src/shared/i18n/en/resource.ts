import { account } from "./account.ts";
import { alarms } from "./alarms.ts";
import { apps } from "./apps.ts";
import { audit } from "./audit.ts";
import { bulk } from "./bulk.ts";
import { changes } from "./changes.ts";
import { common } from "./common.ts";
import { contract } from "./contract.ts";
import { exporting } from "./export.ts";
import { faults } from "./faults.ts";
import { fieldOffice } from "./field-office.ts";
import { guarantees } from "./guarantees.ts";
import { inspectionSettings } from "./inspection-settings.ts";
import { inspections } from "./inspections.ts";
import { keyboard } from "./keyboard.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { portal } from "./portal.ts";
import { quarantine } from "./quarantine.ts";
import { reports } from "./reports.ts";
import { routes } from "./routes.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { supplies } from "./supplies.ts";
import { terminal } from "./terminal.ts";
import { terminals } from "./terminals.ts";
import { users } from "./users.ts";
import { wall } from "./wall.ts";
import { words } from "./words.ts";

export const en = {
  account,
  alarms,
  apps,
  audit,
  bulk,
  changes,
  common,
  contract,
  exporting,
  faults,
  fieldOffice,
  guarantees,
  inspectionSettings,
  inspections,
  keyboard,
  orders,
  overview,
  portal,
  quarantine,
  reports,
  routes,
  search,
  settings,
  supplies,
  terminal,
  terminals,
  users,
  wall,
  words,
};
