// The merge of a profile file over its protocol's template. Predictable on purpose:
//   poll, serial, printing, failures, settle   field by field; the file wins
//   decode        by kind and field      }  an entry of the file replaces the template's entry of the same key
//   consumables   by kind and part       }  as a whole and at its place; others are appended
//   quirks        by quirk               }
//   sources       the file's, then the template's
import type { ProfileFile, Template } from "./profile.ts";

/** Joins file and template. The result is not yet checked: Profile.safeParse comes after. */
export function extendTemplate(file: ProfileFile, template: Template): Record<string, unknown> {
  const merged: Record<string, unknown> = {
    id: file.id,
    class: file.class,
    vendor: file.vendor,
    model: file.model,
    names: file.names,
    protocol: file.protocol,
    ...(file.usb === undefined ? {} : { usb: file.usb }),
    verified: file.verified,
    ...(file.unverifiedWhy === undefined ? {} : { unverifiedWhy: file.unverifiedWhy }),
    poll: { ...template.poll, ...file.poll },
    decode: overlay(template.decode, file.decode, (rule) => `${rule.kind} ${rule.field}`),
    failures: { ...template.failures, ...file.failures },
    consumables: overlay(template.consumables, file.consumables, (entry) => `${entry.kind} ${entry.part}`),
    settle: { ...template.settle, ...file.settle },
    quirks: overlay(template.quirks, file.quirks, (quirk) => quirk.quirk),
    sources: [...file.sources, ...template.sources],
  };
  if (template.serial || file.serial) merged.serial = { ...template.serial, ...file.serial };
  if (template.printing || file.printing) merged.printing = { ...template.printing, ...file.printing };
  return merged;
}

function overlay<T>(base: readonly T[], over: readonly T[] | undefined, key: (entry: T) => string): T[] {
  const rest = new Map((over ?? []).map((entry) => [key(entry), entry]));
  const merged = base.map((entry) => {
    const own = rest.get(key(entry));
    rest.delete(key(entry));
    return own ?? entry;
  });
  return [...merged, ...rest.values()];
}
