// What a package must keep to beyond the shape of its index. Checked when it is packed, when it is handed in and before a
// terminal takes it, by one and the same list.
import { poorContrasts } from "./contrast.ts";
import { type PackageIndex, packageLimits } from "./manifest.ts";

/** `field`: where in manifest.json, or the path of a file. */
export interface PackageFlaw {
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

/** What an index says that cannot be; empty: nothing. */
export function indexFlaws({ manifest, files }: PackageIndex): PackageFlaw[] {
  const paths = files.map(({ path }) => path);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const flaws: PackageFlaw[] = [...new Set(paths.filter((path, i) => paths.indexOf(path) !== i))].map((path) => ({
    field: path,
    zh: "同一路径出现两次",
    en: "this path is there twice",
  }));
  if (bytes > packageLimits.allBytes) {
    flaws.push({
      field: "files",
      zh: `共 ${bytes} 字节，超过 ${packageLimits.allBytes}`,
      en: `${bytes} bytes in all, more than ${packageLimits.allBytes}`,
    });
  }
  if (manifest.kind === "app") {
    const { start } = manifest;
    if (start.kind === "bundle" && !paths.includes(start.page)) {
      flaws.push({
        field: "start.page",
        zh: `包中没有起始页 ${start.page}`,
        en: `${start.page} is not a file of this package`,
      });
    }
    return flaws;
  }
  if (manifest.banner !== null && !(paths.includes(manifest.banner) && manifest.banner.endsWith(".svg"))) {
    flaws.push({
      field: "banner",
      zh: `${manifest.banner} 不是包中的 SVG 文件`,
      en: `${manifest.banner} is not an SVG file of this package`,
    });
  }
  const poor = poorContrasts(manifest).map(({ mode, text, ground, ratio, least }) => ({
    field: `${mode}.${text}`,
    zh: `与 ${ground} 的对比度为 ${ratio.toFixed(2)}:1，至少应为 ${least}:1`,
    en: `${ratio.toFixed(2)}:1 on ${ground}, at least ${least}:1 is needed`,
  }));
  return [...flaws, ...poor];
}

/** What a banner may not hold: anything that runs, or that points out of the file. @param field its path */
export function bannerFlaws(field: string, svg: string): PackageFlaw[] {
  const flaws: PackageFlaw[] = [];
  if (!/<svg[\s>]/i.test(svg)) flaws.push({ field, zh: "不是 SVG", en: "is no SVG" });
  if (/<!doctype|<!entity|<\?xml-stylesheet/i.test(svg)) {
    flaws.push({ field, zh: "不允许 DOCTYPE、ENTITY 或外部样式表", en: "no DOCTYPE, ENTITY or style sheet reference" });
  }
  const element =
    /<(?:[\w-]+:)?(script|foreignobject|iframe|object|embed|audio|video|handler|set|animate\w*)[\s/>]/i.exec(svg);
  if (element !== null) flaws.push({ field, zh: `不允许 <${element[1]}>`, en: `<${element[1]}> is not allowed` });
  const handler = /[\s"'/](on[a-z]+)\s*=/i.exec(svg);
  if (handler !== null) flaws.push({ field, zh: `不允许脚本属性 ${handler[1]}`, en: `no script in ${handler[1]}` });
  // a reference is to a part of this file (#id) or a picture in it (data:image of pixels); everything else points outside
  const references = [
    ...svg.matchAll(/(?:href|src)\s*=\s*(["'])(.*?)\1/gis),
    ...svg.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)/gis),
    ...svg.matchAll(/@import\s*(["']?)([^;]*)\1/gis),
  ].map((match) => (match[2] ?? "").trim());
  for (const reference of references) {
    if (/^#[\w-]+$/.test(reference) || /^data:image\/(?:png|jpeg|webp);base64,/i.test(reference)) continue;
    const short = reference.slice(0, 60);
    flaws.push({
      field,
      zh: `不允许引用文件之外的内容：${short}`,
      en: `refers to something outside the file: ${short}`,
    });
  }
  return flaws;
}
