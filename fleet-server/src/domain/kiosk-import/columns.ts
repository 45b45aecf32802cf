// Which column of a sheet is which field: by its header, in any order. The template bears the first name of each.
import type { ImportField } from "@kiosk/contract";

export interface Column {
  readonly field: ImportField;
  /** the template's header first */
  readonly names: readonly string[];
  readonly example: string;
}

export const columns: readonly Column[] = [
  { field: "id", names: ["终端编号", "编号", "id"], example: "" },
  { field: "contract", names: ["合同编号", "合同", "contract"], example: "" },
  { field: "seq", names: ["序号", "合同序号", "seq", "no"], example: "47" },
  { field: "name", names: ["点位名称", "名称", "点位", "name"], example: "某某街道社区事务受理服务中心" },
  { field: "district", names: ["区县", "区", "所属区", "district"], example: "某某区" },
  { field: "street", names: ["街镇", "街道", "所属街道", "street"], example: "某某街道" },
  { field: "address", names: ["地址", "详细地址", "address"], example: "某某路1号一楼大厅" },
  { field: "macs", names: ["MAC地址", "MAC", "mac"], example: "02-00-00-00-00-01" },
  { field: "lon", names: ["经度", "lon", "longitude"], example: "121.400000" },
  { field: "lat", names: ["纬度", "lat", "latitude"], example: "31.200000" },
  { field: "confidence", names: ["坐标可信度", "可信度", "confidence"], example: "中" },
  { field: "coordinateMethod", names: ["坐标来源", "来源", "method"], example: "现场采集" },
  { field: "note", names: ["备注", "note"], example: "" },
  {
    field: "openingHours",
    names: ["开放时间", "营业时间", "hours"],
    example: "周一至周五 09:00-17:00；周六 09:00-12:00",
  },
  { field: "dutyPhone", names: ["值班电话", "duty phone"], example: "021-12345678转801" },
];

function headerForm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*()（）_-]/g, "");
}

export function fieldOfHeader(text: string): ImportField | undefined {
  const wanted = headerForm(text);
  return columns.find(({ names }) => names.some((name) => headerForm(name) === wanted))?.field;
}

/** Without these a file says nothing about terminals. */
export const neededFields: readonly ImportField[] = ["seq", "name"];
