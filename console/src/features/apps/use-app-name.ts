import { useLang } from "../../shared/i18n/use-lang.ts";
import { byVersion } from "./matrix.ts";
import { usePackages } from "./queries.ts";

/** What people call a package: the name in its newest version, its id where no version is known. */
export function useAppName(): (id: string) => string {
  const lang = useLang();
  const { data } = usePackages();
  const newest = new Map<string, { version: string; name: string }>();
  for (const { manifest } of data?.packages ?? []) {
    const before = newest.get(manifest.id);
    if (before !== undefined && byVersion(before.version, manifest.version) > 0) continue;
    newest.set(manifest.id, { version: manifest.version, name: manifest.name[lang] });
  }
  return (id) => newest.get(id)?.name ?? id;
}
