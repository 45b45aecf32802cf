import { type InspectionKind, InspectionView, type KioskId } from "@kiosk/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../api-client/keys.ts";
import { request } from "../api-client/request.ts";

/** Begins an inspection; asked again after a broken connection it is still one. */
export function useStartInspection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, kioskId, kind }: { id: string; kioskId: KioskId; kind: InspectionKind }) =>
      request(InspectionView, "/inspections", { method: "POST", body: { id, kioskId, kind, visitId: null } }),
    onSuccess: (view) => {
      client.setQueryData(keys.inspection(view.id), view);
      void client.invalidateQueries({ queryKey: keys.inspections });
    },
  });
}
