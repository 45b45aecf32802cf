import "./users.css";
import { PlusOutlined, TeamOutlined } from "@ant-design/icons";
import type { FirstPassword, UserView } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { useSelection } from "../../shared/bulk/selection.ts";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { useNow } from "../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { BulkDisable } from "./components/BulkDisable.tsx";
import { useGrantName } from "./components/GrantNames.tsx";
import { NewUserForm } from "./components/NewUserForm.tsx";
import { PasswordOnce } from "./components/PasswordOnce.tsx";
import { UserDrawer } from "./components/UserDrawer.tsx";
import { UserFilters } from "./components/UserFilters.tsx";
import { UserTable } from "./components/UserTable.tsx";
import { useUsers } from "./queries.ts";
import type { UsersSearch } from "./search.ts";
import { useOfferUndo } from "./use-offer-undo.ts";
import { filterUsers, stateOf } from "./user-filter.ts";
import { userId } from "./user-id.ts";

function useColumns(now: number): ExportColumn<UserView>[] {
  const { t } = useTranslation();
  const nameOf = useGrantName();
  return [
    { header: t("users.login"), kind: "text", value: (u) => u.login },
    { header: t("users.name"), kind: "text", value: (u) => u.name },
    { header: t("users.phone"), kind: "text", value: (u) => u.phone },
    { header: t("users.roles"), kind: "text", value: (u) => u.grants.map(nameOf).join(t("common.semicolon")) },
    { header: t("users.stateLabel"), kind: "text", value: (u) => t(`users.state.${stateOf(u, now)}`) },
    { header: t("users.lastSignIn"), kind: "time", value: (u) => u.lastSignInAt },
    { header: t("users.created"), kind: "time", value: (u) => u.createdAt },
  ];
}

export function UsersPage(): ReactElement {
  const { t } = useTranslation();
  const search = useSearch({ from: "/settings/users" });
  const navigate = useNavigate({ from: "/settings/users" });
  const now = useNow();
  const query = useUsers();
  const mayManage = useCan("user.manage");
  const selection = useSelection(userId);
  const offerUndo = useOfferUndo(keys.users);
  const columns = useColumns(now);
  const [disabling, setDisabling] = useState(false);
  const [made, setMade] = useState<FirstPassword>();
  const set = (change: Partial<UsersSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const filter = { q: search.q, role: search.role, contract: search.in, state: search.state };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <div className="page users-page">
      <header className="page-head">
        <h1>{t("users.title")}</h1>
        <span className="page-head-gap" />
        {mayManage ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden="true" />}
            data-testid="create-user"
            onClick={() => set({ create: "1" })}
          >
            {t("users.create")}
          </Button>
        ) : null}
      </header>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {({ users, at }) => {
            const rows = filterUsers(users, filter, now);
            return (
              <>
                <div className="users-tools">
                  <UserFilters search={search} set={set} />
                  <span className="muted" data-testid="user-count">
                    {t("users.count", { shown: rows.length, total: users.length })}
                  </span>
                  <ExportButton
                    size="small"
                    name={t("users.title")}
                    filter={filtered ? [t("users.exportFilter")] : []}
                    columns={columns}
                    total={rows.length}
                    rows={async () => ({ rows, asOf: at, left: 0 })}
                  />
                </div>
                {rows.length === 0 ? (
                  <EmptyState
                    icon={<TeamOutlined aria-hidden="true" />}
                    title={t("users.empty")}
                    action={
                      <Button
                        data-testid="clear-user-filter"
                        onClick={() => set({ q: undefined, role: undefined, in: undefined, state: undefined })}
                      >
                        {t("users.clearFilter")}
                      </Button>
                    }
                  />
                ) : (
                  <UserTable
                    users={rows}
                    selection={mayManage ? selection : undefined}
                    onOpen={(id) => set({ user: id })}
                  />
                )}
                <BulkBar selection={selection} all={rows}>
                  <Button size="small" danger data-testid="bulk-disable" onClick={() => setDisabling(true)}>
                    {t("users.act.disable")}
                  </Button>
                </BulkBar>
                {search.user === undefined ? null : (
                  <UserDrawer
                    user={users.find((u) => u.id === search.user)}
                    onPassword={setMade}
                    offerUndo={offerUndo}
                    onClose={() => set({ user: undefined })}
                  />
                )}
              </>
            );
          }}
        </QueryView>
      </div>
      {search.create === undefined || !mayManage ? null : (
        <NewUserForm
          onClose={() => set({ create: undefined })}
          onDone={(first) => {
            setMade(first);
            set({ create: undefined });
          }}
        />
      )}
      {made === undefined ? null : (
        <PasswordOnce
          made={made}
          onClose={() => {
            // the next step is the person's roles
            set({ user: made.userId });
            setMade(undefined);
          }}
        />
      )}
      {disabling ? (
        <BulkDisable
          users={selection.items}
          onClose={(done) => {
            setDisabling(false);
            selection.set(done, false);
          }}
        />
      ) : null}
    </div>
  );
}
