import type { UserView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { stateOf, type UserState } from "../user-filter.ts";

const chips: Record<UserState, string> = {
  active: "chip chip-ok",
  "first-password": "chip",
  locked: "chip chip-bad",
  "no-role": "chip chip-warn",
  disabled: "chip chip-dashed",
};

export function UserStateChip({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const now = useNow();
  const state = stateOf(user, now);
  return (
    <span className={chips[state]} data-testid="user-state" data-state={state}>
      {state === "locked" && user.lockedUntil !== null
        ? t("users.lockedUntil", { time: formatTime(user.lockedUntil) })
        : t(`users.state.${state}`)}
    </span>
  );
}
