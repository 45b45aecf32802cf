// Writes the digests of one document in every format: what another process, at another place on earth, makes of it.
import { createHash } from "node:crypto";
import { pngPicture } from "../../fixtures/sim/demo-papers/png-picture.ts";
import type { ReportDocument } from "../src/domain/report/document.ts";
import { renderDocx } from "../src/reports/docx.ts";
import { debianFonts } from "../src/reports/fonts.ts";
import { renderPdf } from "../src/reports/pdf.ts";
import { readPicture } from "../src/reports/pictures.ts";
import { renderXlsx } from "../src/reports/xlsx.ts";

const at = Date.parse("2026-10-02T08:00:00+08:00");
const document: ReportDocument = {
  title: "日常巡检报告",
  number: "CN-XJ-202610-001",
  cover: [{ label: "点位", value: "长宁图书馆" }],
  blocks: [
    { kind: "heading", level: 1, text: "一、检查结果" },
    {
      kind: "table",
      title: "检查结果",
      columns: [
        { zh: "项目", kind: "text" },
        { zh: "时间", kind: "instant" },
      ],
      rows: [["外观", at]],
      printed: 1,
    },
    { kind: "photos", items: [{ digest: "a", caption: "外观" }] },
  ],
  basis: "数据截止",
  at,
};
const picture = readPicture(pngPicture(8, 8, [{ x: 0, y: 0, width: 4, height: 4, colour: 1 }]));
const pictures = new Map(picture === undefined ? [] : [["a", picture]]);
const files = [
  await renderDocx(document, pictures),
  await renderPdf(document, pictures, debianFonts),
  await renderXlsx(document),
];
process.stdout.write(files.map((bytes) => createHash("sha256").update(bytes).digest("hex")).join(" "));
