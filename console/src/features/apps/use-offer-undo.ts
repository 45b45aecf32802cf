import { ShelfChange } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { useUndo } from "../../shared/undo/use-undo.tsx";
import { useAppName } from "./use-app-name.ts";

/** After a change was made: what was done, and the way back for ten seconds. Later the list of changes has it. */
export function useOfferUndo(contract: string): (made: ShelfChange) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  const offer = useUndo();
  const nameOf = useAppName();
  return ({ id, action, packageId, version }) =>
    offer({
      done: t("apps.made", {
        what: t(`apps.action.${action}`),
        name: nameOf(packageId),
        version: version === null ? "" : ` ${version}`,
      }),
      inverse: async () => {
        const path = `/contracts/${encodeURIComponent(contract)}/shelf/changes/${encodeURIComponent(id)}/undo`;
        await request(ShelfChange, path, { method: "POST", body: {} });
        await client.invalidateQueries({ queryKey: keys.shelf });
      },
    });
}
