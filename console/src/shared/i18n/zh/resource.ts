import { alarms } from "./alarms.ts";
import { bulk } from "./bulk.ts";
import { changes } from "./changes.ts";
import { common } from "./common.ts";
import { contract } from "./contract.ts";
import { exporting } from "./export.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { portal } from "./portal.ts";
import { quarantine } from "./quarantine.ts";
import { terminal } from "./terminal.ts";
import { terminals } from "./terminals.ts";
import { words } from "./words.ts";

export const zh = {
  alarms,
  bulk,
  changes,
  common,
  contract,
  exporting,
  orders,
  overview,
  portal,
  quarantine,
  terminal,
  terminals,
  words,
};
