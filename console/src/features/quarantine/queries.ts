import { useQuery } from "@tanstack/react-query";
import { quarantineDetail, quarantineList } from "../../shared/api-client/resources.ts";

export function useQuarantine() {
  return useQuery(quarantineList());
}

export function useQuarantined(id: string) {
  return useQuery(quarantineDetail(id));
}
