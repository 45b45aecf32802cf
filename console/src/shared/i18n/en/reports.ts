export const reports = {
  title: "Reports",
  statement: {
    title: "Clock statement",
    sub: "Every binding clock of every order of a contract, from what was on record at that instant; the same instant gives the same bytes whenever it is downloaded",
    none: "No contract whose clock statement you may read",
    asOf: "As of (Beijing time)",
    asOfHint: "Empty means now; as 2026-11-22 10:32",
    wrong: { time: "Write it as “2026-11-22 10:32”", future: "Not later than now" },
    download: "Download CSV",
    file: "File",
    basis: "Rests on",
    basisText: "As of {{time}}, up to entry {{n}} of the log of orders",
    hash: "Head of the log's chain (SM3)",
  },
  tables: {
    title: "Tables",
    sub: "“Export” at the top of each page saves all rows of its filter as Excel or CSV",
    contract: "Contract (parts, calendars)",
  },
  filed: {
    title: "Filed reports",
    none: "No report has been filed",
    asked: "Reports that the contract asks for:",
    kind: {
      inspection: "· Inspection report: within 5 working days of each inspection",
      weekly: "· Weekly summary of operation: every week",
      monthly: "· Monthly summary of operation: at the end of every month",
    },
  },
};
