import { errorCodes, type QuarantineTouched } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";

type Outcome = QuarantineTouched["results"][number];

/** What became of a message, as a sentence. */
export function useOutcomeText(): (result: Outcome) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return ({ outcome, reason, detail }) => {
    const told = reason === null ? "" : pick(lang, errorCodes[reason]);
    const why = detail === "" || outcome === "resolved-before" ? told : `${told} (${detail})`;
    return t(`quarantine.replay.${outcome}`, { reason: why, name: detail });
  };
}

/** Whether nobody has to look at it any more. */
export function isResolved({ outcome }: Outcome): boolean {
  return outcome === "taken" || outcome === "already-there" || outcome === "superseded" || outcome === "discarded";
}
