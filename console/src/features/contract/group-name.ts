// The groups that escalations name. The notification file says who they are; without it the usual ones have words of their own.
import type { NotifyView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { type Lang, pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";

/** The ids that the contracts this program comes with escalate to. */
export const usualGroups = ["pm", "district", "vendor"] as const;
export type UsualGroup = (typeof usualGroups)[number];

/** Undefined for an id that nobody explained: it is shown as it was written. */
export function groupName(
  id: string,
  configured: Pick<NotifyView, "groups"> | undefined,
  lang: Lang,
  usual: (group: UsualGroup) => string,
): string | undefined {
  const found = configured?.groups.find((group) => group.id === id);
  if (found !== undefined) return pick(lang, found);
  const known = usualGroups.find((group) => group === id);
  return known === undefined ? undefined : usual(known);
}

export function useGroupName(configured: NotifyView | undefined): (id: string) => string | undefined {
  const { t } = useTranslation();
  const lang = useLang();
  return (id) => groupName(id, configured, lang, (group) => t(`words.notifyGroup.${group}`));
}
