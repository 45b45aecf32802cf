import type { UserView } from "@kiosk/contract";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { orphaned } from "../grants-draft.ts";
import { useUsers } from "../queries.ts";
import { useGrantName } from "./GrantNames.tsx";

/** What happens when these accounts are disabled: sessions end at once, offices may stand empty, the log keeps the names. */
export function Consequences({ users }: { users: readonly UserView[] }) {
  const { t } = useTranslation();
  const nameOf = useGrantName();
  const all = useUsers().data?.users ?? [];
  const sessions = users.reduce((sum, user) => sum + user.sessions, 0);
  const empty = orphaned(all, new Set(users.map((user) => user.id)));
  return (
    <>
      <ul className="consequences">
        <li>{sessions === 0 ? t("users.disable.noSessions") : t("users.disable.sessions", { n: sessions })}</li>
        <li>{t("users.disable.work")}</li>
        <li>{t("users.disable.kept")}</li>
      </ul>
      {empty.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          data-testid="orphaned"
          title={t("users.disable.orphaned")}
          description={empty.map(nameOf).join(t("common.enumeration"))}
        />
      )}
    </>
  );
}
