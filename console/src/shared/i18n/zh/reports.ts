export const reports = {
  title: "报表",
  statement: {
    title: "时限台账",
    sub: "合同内每张工单的每个约束时限，按所选时刻已登记的记录计算；同一时刻任何时候下载都逐字节相同",
    none: "没有您可查看时限台账的合同",
    asOf: "截至（北京时间）",
    asOfHint: "不填即现在；格式 2026-11-22 10:32",
    wrong: { time: "请按“2026-11-22 10:32”的格式填写", future: "不能晚于现在" },
    download: "下载 CSV",
    file: "文件",
    basis: "依据",
    basisText: "截至 {{time}}，工单日志第 {{n}} 条为止",
    hash: "日志链头（SM3）",
  },
  tables: {
    title: "数据表",
    sub: "各页右上方“导出”可将当前筛选的全部行存为 Excel 或 CSV",
    contract: "合同（备件、日历）",
  },
  filed: {
    title: "报告归档",
    none: "尚无归档的报告",
    asked: "合同要求提交的报告：",
    kind: {
      inspection: "· 日常巡检报告：每次巡检完成后 5 个工作日内",
      weekly: "· 应用系统运行周汇总报告：每周",
      monthly: "· 应用系统运行月汇总报告：每月底",
    },
  },
};
