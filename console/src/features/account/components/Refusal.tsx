import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { ApiError } from "../../../shared/api-client/api-error.ts";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { formatShort } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { lockedUntil } from "../locked-until.ts";

/** Why the server said no, beside the form; of a lock also until when. */
export function Refusal({ error }: { error: ApiError | null }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const now = useNow();
  if (error === null) return null;
  const until = lockedUntil(error);
  // what the server adds to these is for machines
  const bare = isProblem(error, "password.weak") || isProblem(error, "auth.failed");
  const title =
    until === undefined
      ? errorText(error, bare ? [] : undefined)
      : t("account.lockedUntil", { time: formatShort(until, now) });
  return <Alert className="form-alert" type="error" showIcon role="alert" title={title} data-testid="refusal" />;
}
