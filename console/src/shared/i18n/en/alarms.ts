import type { alarms as source } from "../zh/alarms.ts";

export const alarms: typeof source = {
  late: "Late",
  lateHint: "The server was down when it should have been told",
  planned: "planned for {{time}}",
  consoleOnly: "Told in the console only",
  tries: "try {{n}}",
  none: "No alarms yet",
  noneHint: "Deadlines that come near or pass are told here.",
};
