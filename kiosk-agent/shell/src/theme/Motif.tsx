import type { ThemeManifest } from "@kiosk/contract";
import { BashanHills } from "./BashanHills.tsx";
import { Lotus } from "./Lotus.tsx";
import { PlaneTrees } from "./PlaneTrees.tsx";
import { SuzhouCreek } from "./SuzhouCreek.tsx";

/** The drawing behind the head of the home page. Decoration alone: it says nothing that the words do not say. */
export function Motif({ name }: { readonly name: ThemeManifest["motif"] }) {
  switch (name) {
    case "suzhou-creek":
      return <SuzhouCreek />;
    case "plane-trees":
      return <PlaneTrees />;
    case "bashan":
      return <BashanHills />;
    case "lotus":
      return <Lotus />;
    case "none":
      return null;
  }
}
