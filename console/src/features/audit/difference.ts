// What a line of the log changed, field by field: leaves of both JSON values, by their path.

export interface FieldDifference {
  /** `policy.minLength`, `grants.0.role`; empty for a value that is no object */
  path: string;
  before: string | undefined;
  after: string | undefined;
  changed: boolean;
}

/** Deeper than anything the server writes; below it a value is shown as JSON. */
const deepest = 8;

function leavesOf(value: unknown, path: string, depth: number, found: Map<string, string>): void {
  if (value === null || value === undefined) {
    if (path !== "" && value === null) found.set(path, "null");
    return;
  }
  if (typeof value !== "object" || depth >= deepest) {
    found.set(path, typeof value === "string" ? value : JSON.stringify(value));
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) found.set(path, Array.isArray(value) ? "[]" : "{}");
  for (const [key, inner] of entries) leavesOf(inner, path === "" ? key : `${path}.${key}`, depth + 1, found);
}

/** In the order of the fields before, then those that are new. Changed ones are marked. */
export function differencesOf(before: unknown, after: unknown): FieldDifference[] {
  const was = new Map<string, string>();
  const is = new Map<string, string>();
  leavesOf(before, "", 0, was);
  leavesOf(after, "", 0, is);
  const paths = [...was.keys(), ...[...is.keys()].filter((path) => !was.has(path))];
  return paths.map((path) => ({
    path,
    before: was.get(path),
    after: is.get(path),
    changed: was.get(path) !== is.get(path),
  }));
}
