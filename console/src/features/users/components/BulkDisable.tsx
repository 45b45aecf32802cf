import type { UserView } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { BulkPreview } from "../../../shared/bulk/BulkPreview.tsx";
import { useMe } from "../../../shared/session/MeProvider.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { changeUser, userList } from "../queries.ts";
import { userId } from "../user-id.ts";
import { Consequences } from "./Consequences.tsx";

interface BulkDisableProps {
  users: readonly UserView[];
  onClose: (done: readonly UserView[]) => void;
}

/** Several accounts at once, each as it stands now and with the version that was seen. */
export function BulkDisable({ users, onClose }: BulkDisableProps) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  return (
    <BulkPreview<UserView, UserView>
      title={t("users.act.disable")}
      danger
      items={users}
      idOf={userId}
      nameOf={(user) => (
        <>
          <Verbatim>{user.name}</Verbatim> <code>{user.login}</code>
        </>
      )}
      check={async ({ id }) => {
        const { users: fresh } = await client.fetchQuery({ ...userList(), staleTime: 2_000 });
        const user = fresh.find((one) => one.id === id);
        if (user === undefined) return { ok: false, reason: t("users.missing") };
        if (user.disabled) return { ok: false, reason: t("users.bulk.already") };
        if (user.id === me.userId) return { ok: false, reason: t("users.act.own") };
        return { ok: true, plan: user, effect: t("users.disable.sessions", { n: user.sessions }) };
      }}
      run={(_user, { id, name, phone, version }) =>
        changeUser(id, { name, phone, disabled: true, seenVersion: version })
      }
      form={<Consequences users={users.filter((user) => user.id !== me.userId)} />}
      onClose={(done) => {
        void client.invalidateQueries({ queryKey: keys.users });
        onClose(done);
      }}
    />
  );
}
