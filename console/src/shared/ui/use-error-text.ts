import type { Problem } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api-client/api-error.ts";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";

/**
 * The sentence that explains a failed request in the user's language; the server's own where it gave one, with its issues
 * or with those of them that the caller has not shown elsewhere.
 */
export function useErrorText(): (error: Error, issues?: Problem["issues"]) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return (error, issues) => {
    if (!(error instanceof ApiError)) return error.message;
    const { failure } = error;
    switch (failure.name) {
      case "problem": {
        const told = (issues ?? failure.problem.issues).map(({ path, message }) =>
          path === "" ? message : t("common.error.field", { path, message }),
        );
        return [pick(lang, failure.problem), ...told].join(t("common.semicolon"));
      }
      case "network":
        return t("common.error.network");
      case "timeout":
        return t("common.error.timeout", { seconds: failure.afterMs / 1000 });
      case "malformed":
        return t("common.error.malformed", { where: failure.where === "" ? "" : ` (${failure.where})` });
    }
  };
}
