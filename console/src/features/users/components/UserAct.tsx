import type { FirstPassword, UserView } from "@kiosk/contract";
import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeUser, useChangeUser, useRemoveSecondFactor, useResetPassword } from "../queries.ts";
import type { OfferUndo } from "../use-offer-undo.ts";
import { ConfirmAction } from "./ConfirmAction.tsx";
import { Consequences } from "./Consequences.tsx";

export type Act = "disable" | "enable" | "password" | "second-factor";

interface UserActProps {
  act: Act;
  user: UserView;
  onPassword: (made: FirstPassword) => void;
  offerUndo: OfferUndo;
  onClose: () => void;
}

/** The acts that change how somebody can sign in, each with what will happen. */
export function UserAct({ act, user, onPassword, offerUndo, onClose }: UserActProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  // the version this person saw, whatever the list behind the dialog reads meanwhile
  const [seen] = useState(user);
  const change = useChangeUser(user.id);
  const reset = useResetPassword(user.id);
  const remove = useRemoveSecondFactor(user.id);
  const title = t(`users.confirm.${act}.title`, { login: user.login });
  const word = t(`users.confirm.${act}.act`);

  switch (act) {
    case "disable":
    case "enable": {
      const disabled = act === "disable";
      const body = { name: seen.name, phone: seen.phone };
      return (
        <ConfirmAction
          title={title}
          act={word}
          danger={disabled}
          pending={change.isPending}
          error={change.error}
          onClose={onClose}
          onAct={() =>
            change.mutate(
              { ...body, disabled, seenVersion: seen.version },
              {
                onSuccess: (view) => {
                  offerUndo(t(`users.confirm.${act}.done`, { login: user.login }), () =>
                    changeUser(user.id, { ...body, disabled: !disabled, seenVersion: view.version }),
                  );
                  onClose();
                },
              },
            )
          }
        >
          {disabled ? <Consequences users={[user]} /> : <p>{t("users.confirm.enable.text")}</p>}
        </ConfirmAction>
      );
    }
    case "password":
      return (
        <ConfirmAction
          title={title}
          act={word}
          danger
          pending={reset.isPending}
          error={reset.error}
          onClose={onClose}
          onAct={() =>
            reset.mutate(undefined, {
              onSuccess: (made) => {
                onClose();
                onPassword(made);
              },
            })
          }
        >
          <p>{t("users.confirm.password.text")}</p>
        </ConfirmAction>
      );
    case "second-factor":
      return (
        <ConfirmAction
          title={title}
          act={word}
          danger
          pending={remove.isPending}
          error={remove.error}
          onClose={onClose}
          onAct={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                void message.success(t("users.confirm.second-factor.done"));
                onClose();
              },
            })
          }
        >
          <p>{t("users.confirm.second-factor.text")}</p>
        </ConfirmAction>
      );
  }
}
