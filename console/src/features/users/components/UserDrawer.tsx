import type { FirstPassword, UserView } from "@kiosk/contract";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useMe } from "../../../shared/session/MeProvider.tsx";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";
import { useUnlock } from "../queries.ts";
import type { OfferUndo } from "../use-offer-undo.ts";
import { stateOf } from "../user-filter.ts";
import { GrantNames } from "./GrantNames.tsx";
import { GrantsEditor } from "./GrantsEditor.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { SessionsPanel } from "./SessionsPanel.tsx";
import { type Act, UserAct } from "./UserAct.tsx";
import { UserStateChip } from "./UserStateChip.tsx";

interface UserDrawerProps {
  /** undefined: nobody has this id */
  user: UserView | undefined;
  onPassword: (made: FirstPassword) => void;
  offerUndo: OfferUndo;
  onClose: () => void;
}

function Person({ user }: { user: UserView }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <Fact label={t("users.name")}>
        <Verbatim>{user.name}</Verbatim>
      </Fact>
      <Fact label={t("users.phone")}>{user.phone === "" ? t("common.none") : user.phone}</Fact>
      <Fact label={t("users.lastSignIn")}>
        {user.lastSignInAt === null ? t("common.never") : <When at={user.lastSignInAt} />}
      </Fact>
      <Fact label={t("users.passwordChanged")}>
        <When at={user.passwordChangedAt} />
        {user.mustChangePassword ? <span className="chip">{t("users.state.first-password")}</span> : null}
      </Fact>
      <Fact label={t("users.secondFactor")}>
        {t(user.secondFactor ? "users.secondFactorOn" : "users.secondFactorOff")}
      </Fact>
      <Fact label={t("users.created")}>
        <When at={user.createdAt} />
      </Fact>
    </dl>
  );
}

function Account({ user, onPassword, offerUndo }: Omit<UserDrawerProps, "user" | "onClose"> & { user: UserView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useMe();
  const now = useNow();
  const mayManage = useCan("user.manage");
  const mayGrant = useCan("grant.change");
  const mayRevoke = useCan("session.revoke");
  const unlock = useUnlock(user.id);
  const [editing, setEditing] = useState<"person" | "grants">();
  const [act, setAct] = useState<Act>();
  const own = me.userId === user.id;
  return (
    <>
      <div className="user-actions">
        <UserStateChip user={user} />
        <span className="page-head-gap" />
        {mayManage ? (
          <>
            <Button size="small" data-testid="edit-person" onClick={() => setEditing("person")}>
              {t("users.act.edit")}
            </Button>
            <Button size="small" data-testid="reset-password" onClick={() => setAct("password")}>
              {t("users.act.password")}
            </Button>
            <Button
              size="small"
              danger={!user.disabled}
              disabled={own}
              title={own ? t("users.act.own") : undefined}
              data-testid={user.disabled ? "enable" : "disable"}
              onClick={() => setAct(user.disabled ? "enable" : "disable")}
            >
              {t(user.disabled ? "users.act.enable" : "users.act.disable")}
            </Button>
          </>
        ) : null}
        {mayRevoke && stateOf(user, now) === "locked" ? (
          <Button
            size="small"
            loading={unlock.isPending}
            data-testid="unlock"
            onClick={() => unlock.mutate(undefined, { onSuccess: () => void message.success(t("users.unlocked")) })}
          >
            {t("users.act.unlock")}
          </Button>
        ) : null}
        {mayRevoke && user.secondFactor && !own ? (
          <Button size="small" data-testid="remove-second-factor" onClick={() => setAct("second-factor")}>
            {t("users.act.secondFactor")}
          </Button>
        ) : null}
      </div>
      {editing === "person" ? (
        <PersonForm user={user} offerUndo={offerUndo} onClose={() => setEditing(undefined)} />
      ) : (
        <Person user={user} />
      )}
      <h3 className="drawer-head">{t("users.roles")}</h3>
      {editing === "grants" ? (
        <GrantsEditor user={user} offerUndo={offerUndo} onClose={() => setEditing(undefined)} />
      ) : (
        <div className="user-roles">
          <GrantNames grants={user.grants} />
          {mayGrant ? (
            <Button
              size="small"
              disabled={own}
              title={own ? t("users.act.ownRoles") : undefined}
              data-testid="edit-grants"
              onClick={() => setEditing("grants")}
            >
              {t("users.grants.edit")}
            </Button>
          ) : (
            <p className="field-hint">{t("users.grants.whose")}</p>
          )}
        </div>
      )}
      <h3 className="drawer-head">{t("users.sessions.title")}</h3>
      <SessionsPanel userId={user.id} />
      {act === undefined ? null : (
        <UserAct
          act={act}
          user={user}
          onPassword={onPassword}
          offerUndo={offerUndo}
          onClose={() => setAct(undefined)}
        />
      )}
    </>
  );
}

export function UserDrawer({ user, onPassword, offerUndo, onClose }: UserDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      size={640}
      closable={{ "aria-label": t("common.close") }}
      title={
        user === undefined ? (
          t("users.missing")
        ) : (
          <>
            <Verbatim>{user.name}</Verbatim> <code className="muted">{user.login}</code>
          </>
        )
      }
      onClose={onClose}
    >
      <div data-testid="user-drawer">
        {user === undefined ? (
          <EmptyState title={t("users.missing")} />
        ) : (
          <Account key={user.id} user={user} onPassword={onPassword} offerUndo={offerUndo} />
        )}
      </div>
    </Drawer>
  );
}
