export const alarms = {
  late: "补报",
  lateHint: "应报时服务器未运行，恢复后补报",
  planned: "原应于 {{time}} 提醒",
  consoleOnly: "仅在本系统内提醒",
  tries: "第 {{n}} 次",
  none: "还没有提醒",
  noneHint: "期限将到或已过时，会在这里提醒。",
};
