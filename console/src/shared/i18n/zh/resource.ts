import { alarms } from "./alarms.ts";
import { bulk } from "./bulk.ts";
import { common } from "./common.ts";
import { contract } from "./contract.ts";
import { exporting } from "./export.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { quarantine } from "./quarantine.ts";
import { terminal } from "./terminal.ts";
import { terminals } from "./terminals.ts";
import { words } from "./words.ts";

export const zh = {
  alarms,
  bulk,
  common,
  contract,
  exporting,
  orders,
  overview,
  quarantine,
  terminal,
  terminals,
  words,
};
