/** The dark modules as one path, a run of them as one rectangle: `[[true, true]]` -> "M0 0h2v1h-2z". */
export function qrPath(modules: readonly (readonly boolean[])[]): { readonly path: string; readonly size: number } {
  let path = "";
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end] === true) end++;
      path += `M${x} ${y}h${end - x}v1h${x - end}z`;
      x = end;
    }
  }
  return { path, size: modules.length };
}
