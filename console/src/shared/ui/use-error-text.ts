import { useTranslation } from "react-i18next";
import { ApiError } from "../api-client/api-error.ts";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";

/** The sentence that explains a failed request in the user's language; the server's own where it gave one. */
export function useErrorText(): (error: Error) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return (error) => {
    if (!(error instanceof ApiError)) return error.message;
    const { failure } = error;
    switch (failure.name) {
      case "problem": {
        const issues = failure.problem.issues.map((i) => t("common.error.field", { path: i.path, message: i.message }));
        return [pick(lang, failure.problem), ...issues].join(t("common.semicolon"));
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
