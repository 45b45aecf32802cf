import { useTranslation } from "react-i18next";
import { knownAction } from "../action-word.ts";

export function ActionName({ action }: { action: string }) {
  const { t } = useTranslation();
  const known = knownAction(action);
  return known === undefined ? <code>{action}</code> : <span title={action}>{t(`audit.action.${known}`)}</span>;
}
