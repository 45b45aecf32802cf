// Who is signed in, for everything behind the sign-in.
import type { ContractId, Me, Right } from "@kiosk/contract";
import { createContext, type ReactNode, use } from "react";
import { can, reachOf } from "./reach.ts";

const MeContext = createContext<Me | undefined>(undefined);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

export function useMe(): Me {
  const me = use(MeContext);
  if (me === undefined) throw new Error("no MeProvider above");
  return me;
}

/** Whether the person may do this in the contract; without one, anywhere. For hiding and disabling: the server decides. */
export function useCan(right: Right, contractId?: string): boolean {
  return can(useMe(), right, contractId);
}

/** In which contracts the person holds the right. */
export function useReach(right: Right): "all" | readonly ContractId[] {
  return reachOf(useMe(), right);
}
