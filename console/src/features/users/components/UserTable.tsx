import type { UserView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { SelectBox } from "../../../shared/bulk/SelectBox.tsx";
import type { Selection } from "../../../shared/bulk/selection.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Age } from "../../../shared/ui/When.tsx";
import { userId } from "../user-id.ts";
import { GrantNames } from "./GrantNames.tsx";
import { UserStateChip } from "./UserStateChip.tsx";

interface UserTableProps {
  users: readonly UserView[];
  /** undefined: this person may not act on several */
  selection: Selection<UserView> | undefined;
  onOpen: (id: string) => void;
}

export function UserTable({ users, selection, onOpen }: UserTableProps) {
  const { t } = useTranslation();
  return (
    <table className="table cards users" data-testid="users">
      <thead>
        <tr>
          {selection === undefined ? null : (
            <th scope="col" className="select-cell">
              <SelectBox items={users} idOf={userId} selection={selection} name={t("bulk.pickPage")} />
            </th>
          )}
          <th scope="col">{t("users.login")}</th>
          <th scope="col">{t("users.name")}</th>
          <th scope="col">{t("users.phone")}</th>
          <th scope="col">{t("users.roles")}</th>
          <th scope="col">{t("users.stateLabel")}</th>
          <th scope="col">{t("users.lastSignIn")}</th>
          <th scope="col">{t("users.secondFactor")}</th>
          <th scope="col" className="num">
            {t("users.sessions.count")}
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} data-testid={`user-${user.login}`}>
            {selection === undefined ? null : (
              <td className="select-cell">
                <SelectBox
                  items={[user]}
                  idOf={userId}
                  selection={selection}
                  name={t("bulk.pick", { name: user.login })}
                />
              </td>
            )}
            <td>
              <button type="button" className="link-button" onClick={() => onOpen(user.id)}>
                <code>{user.login}</code>
              </button>
            </td>
            <td data-label={t("users.name")}>
              <Verbatim>{user.name}</Verbatim>
            </td>
            <td data-label={t("users.phone")} className="nowrap">
              {user.phone === "" ? <span className="muted">{t("common.none")}</span> : user.phone}
            </td>
            <td data-label={t("users.roles")}>
              <GrantNames grants={user.grants} />
            </td>
            <td data-label={t("users.stateLabel")}>
              <UserStateChip user={user} />
            </td>
            <td data-label={t("users.lastSignIn")} className="nowrap">
              {user.lastSignInAt === null ? (
                <span className="muted">{t("common.never")}</span>
              ) : (
                <Age at={user.lastSignInAt} />
              )}
            </td>
            <td data-label={t("users.secondFactor")}>
              {user.secondFactor ? (
                t("users.secondFactorOn")
              ) : (
                <span className="muted">{t("users.secondFactorOff")}</span>
              )}
            </td>
            <td data-label={t("users.sessions.count")} className="num">
              {user.sessions}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
